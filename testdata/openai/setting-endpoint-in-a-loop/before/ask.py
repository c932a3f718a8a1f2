import os

import openai

openai.api_type = "azure"
openai.api_version = "2023-05-15"
openai.api_key = "k"
answers = []
for region in ("/one", "/two"):
    openai.api_base = os.environ["BASE"] + region
    answers.append(openai.Completion.create(engine="m", prompt=region)["choices"][0]["text"])
