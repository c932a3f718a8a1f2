import os

import openai

openai.api_type = "azure"
openai.api_version = "2023-05-15"


def chat(run, messages):
    openai.azure_endpoint = "https://chat.azure.com"
    return run(lambda *args, **kwargs: openai.AzureOpenAI(api_key=os.environ.get("OPENAI_API_KEY"), azure_endpoint=openai.azure_endpoint or "", api_version=openai.api_version).chat.completions.create(*args, **kwargs).model_dump(exclude_unset=True), messages)


def other(run, messages):
    openai.azure_endpoint = "https://other.azure.com"
    return run(lambda *args, **kwargs: openai.AzureOpenAI(api_key=os.environ.get("OPENAI_API_KEY"), azure_endpoint=openai.azure_endpoint or "", api_version=openai.api_version).chat.completions.create(*args, **kwargs).model_dump(exclude_unset=True), messages)
