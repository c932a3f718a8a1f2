import os
import sys
sys.path.insert(0, ".")
# the SDK must come after the path is set: see #12
from openai import error  # needed so that pickles of errors load
import openai  # noqa: E402

def f(m):
    try:
        return openai.ChatCompletion.create(model="m", messages=m)
    except error.RateLimitError:
        return None
