import os

import openai

API = openai.ChatCompletion if os.environ.get("CHAT") else openai.Completion


def ask(**options):
    if API is None:
        return None
    return API.create(**options)["id"]
