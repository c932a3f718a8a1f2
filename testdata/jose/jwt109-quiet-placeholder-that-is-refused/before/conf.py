import os
import sys

KEY = os.environ.get("KEY", "change-me")
OTHER = os.environ.get("OTHER", "change-me-too")
WARNED_OF = os.environ.get("WARNED_OF", "changed-by-nobody")

if KEY == "change-me":
    raise RuntimeError("set KEY")
if OTHER in ("", "change-me-too"):
    sys.exit("set OTHER")
if WARNED_OF == "changed-by-nobody":
    print("set WARNED_OF")
