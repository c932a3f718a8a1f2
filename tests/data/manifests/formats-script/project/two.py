# /// other
# x = 1
# ///

# /// script
# dependencies = ["a>=1"]
# ///
#
# more
