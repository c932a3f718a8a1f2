import os

os.environ["OPENAI_API_BASE"] = "http://localhost:8000/v1"
os.environ["OPENAI_API_KEY"] = "k"
os.environ["OPENAI_API_TYPE"] = "open_ai"
os.environ.setdefault("OPENAI_ORGANIZATION", "org-1")
os.environ.update({"OPENAI_API_KEY_PATH": "key.txt"})

import openai


def ask(messages):
    return openai.ChatCompletion.create(model="gpt-4", messages=messages)["choices"][0]["message"]["content"]
