import os
import sys
sys.path.insert(0, ".")
# the SDK must come after the path is set: see #12
# needed so that pickles of errors load
import openai  # noqa: E402

def f(m):
    try:
        return openai.chat.completions.create(model="m", messages=m).model_dump(exclude_unset=True)
    except openai.RateLimitError:
        return None
