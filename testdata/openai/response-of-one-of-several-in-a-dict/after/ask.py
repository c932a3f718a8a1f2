import sys

import openai

FUNCTIONS = {"chat": lambda *args, **kwargs: openai.chat.completions.create(*args, **kwargs), "text": lambda *args, **kwargs: openai.completions.create(*args, **kwargs)}


def ask(**arguments):
    return FUNCTIONS[sys.argv[1]](**arguments).choices[0].model_dump(exclude_unset=True)
