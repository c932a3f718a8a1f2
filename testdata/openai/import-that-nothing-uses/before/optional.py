try:
    from openai.datalib import numpy as np

    HAS_NUMPY = True
except ImportError:
    HAS_NUMPY = False
