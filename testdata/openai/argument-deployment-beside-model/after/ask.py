import os

from openai import AzureOpenAI

client = AzureOpenAI(azure_endpoint=os.environ["AZURE_ENDPOINT"], api_version="2023-05-15", api_key=os.environ["AZURE_KEY"])


def ask(messages):
    return client.chat.completions.create(model="chat", messages=messages).choices[0].message.content


def embed(config, text):
    return client.embeddings.create(
        input=text,
        model=config.deployment(config.model) or config.model,
    ).data[0].embedding


def complete(prompt, model, engine=None):
    return client.completions.create(model=engine or model, prompt=prompt).choices[0].text


def chosen(messages, big):
    return client.chat.completions.create(model=("chat" if big else None) or "gpt-4", messages=messages).id
