import os

os.environ["OPENAI_BASE_URL"] = "http://localhost:8000/v1"
os.environ["OPENAI_API_KEY"] = "k"
os.environ["OPENAI_API_TYPE"] = "open_ai"
os.environ.setdefault("OPENAI_ORG_ID", "org-1")
os.environ.update({"OPENAI_API_KEY_PATH": "key.txt"})

import openai


def ask(messages):
    return openai.chat.completions.create(model="gpt-4", messages=messages).choices[0].message.content
