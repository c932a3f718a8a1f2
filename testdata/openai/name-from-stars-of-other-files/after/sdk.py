try:
    from openai import *
except ImportError:
    pass
