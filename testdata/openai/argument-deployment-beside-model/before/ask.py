import os

import openai

openai.api_type = "azure"
openai.api_base = os.environ["AZURE_ENDPOINT"]
openai.api_version = "2023-05-15"
openai.api_key = os.environ["AZURE_KEY"]


def ask(messages):
    return openai.ChatCompletion.create(engine="chat", model="gpt-4", messages=messages)["choices"][0]["message"]["content"]


def embed(config, text):
    return openai.Embedding.create(
        model=config.model,
        input=text,
        deployment_id=config.deployment(config.model),
    )["data"][0]["embedding"]


def complete(prompt, model, engine=None):
    return openai.Completion.create(engine=engine, model=model, prompt=prompt)["choices"][0]["text"]


def chosen(messages, big):
    return openai.ChatCompletion.create(engine="chat" if big else None, model="gpt-4", messages=messages)["id"]
