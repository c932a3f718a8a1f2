import os

import openai

openai.api_type = "azure"
openai.azure_endpoint = os.environ["BASE"]
openai.api_key = os.environ.get("OPENAI_API_KEY")
openai.api_version = "2023-05-15"


def embed(text):
    return openai.embeddings.create(model="ada", input=text).data[0].embedding


async def aembed(text):
    client = openai.AsyncAzureOpenAI(
        api_key=os.environ.get("OPENAI_API_KEY"),
        azure_endpoint=openai.azure_endpoint or "",
        api_version=openai.api_version,
    )
    return (await client.embeddings.create(model="ada", input=text)).data[0].embedding
