from openai.version import VERSION

OPENAI_VERSION = VERSION

if OPENAI_VERSION.startswith("0"):
    from .v0 import complete
else:
    from .v1 import complete
