# /// script
# dependencies = [
#   "a
# ///
