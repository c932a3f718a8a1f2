# /// script
# dependencies = ["sqlalchemy==1.4.49"]
# ///
print("run")
