# /// script
# dependencies = ["sqlalchemy==2.0.41"]
# ///
print("run")
