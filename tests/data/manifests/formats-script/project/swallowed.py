# /// other
# x = 1
# ///
# /// script
# dependencies = ["b>=1"]
# ///
