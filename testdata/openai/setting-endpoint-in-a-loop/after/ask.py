import os

import openai

openai.api_type = "azure"
openai.api_version = "2023-05-15"
openai.api_key = "k"
answers = []
for region in ("/one", "/two"):
    openai.azure_endpoint = os.environ["BASE"] + region
    client = openai.AzureOpenAI(
        api_key=openai.api_key,
        azure_endpoint=openai.azure_endpoint or "",
        api_version=openai.api_version,
    )
    answers.append(client.completions.create(model="m", prompt=region).choices[0].text)
