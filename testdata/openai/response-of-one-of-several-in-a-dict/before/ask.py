import sys

import openai

FUNCTIONS = {"chat": openai.ChatCompletion.create, "text": openai.Completion.create}


def ask(**arguments):
    return FUNCTIONS[sys.argv[1]](**arguments)["choices"][0]
