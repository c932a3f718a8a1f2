import os

os.environ["OPENAI_API_TYPE"] = "azure"
os.environ["OPENAI_API_BASE"] = "https://a.azure.com"
os.environ["OPENAI_API_VERSION"] = "2023-05-15"

import openai


def complete(prompt):
    return openai.Completion.create(engine="m", prompt=prompt)["choices"][0]["text"]
