import os

os.environ["OPENAI_API_BASE"] = "https://a.azure.com"
import openai

openai.api_type = "azure"
openai.api_version = "2023-05-15"


def complete(prompt):
    return openai.Completion.create(engine="m", prompt=prompt)["choices"][0]["text"]
