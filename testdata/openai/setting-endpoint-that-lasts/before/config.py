import os

PATH = os.environ.get("AZURE_PATH", "one")
