import json

import openai
from openai import AsyncOpenAI, AzureOpenAI, OpenAI

client = OpenAI(api_base="http://x/v1")
azure = AzureOpenAI(api_key="k", api_base="http://x", api_version="2023-05-15")


class Service:
    def __init__(self):
        self.client = openai.OpenAI()

    def ask(self, messages):
        answer = self.client.chat.completions.create(engine="m", messages=messages, request_timeout=3)
        return answer["choices"][0].message.content


async def later(messages):
    asynchronous = AsyncOpenAI()
    answer = await asynchronous.chat.completions.create(model="m", messages=messages, headers={"a": "b"})
    return answer.choices[0]["message"].content


def streamed(messages):
    for chunk in client.chat.completions.create(model="m", messages=messages, stream=True):
        print(chunk.choices[0].delta.get("content", ""))


def embedded(text):
    return client.embeddings.create(input=text, model="m")["data"][0]["embedding"]


def fine(messages):
    answer = client.chat.completions.create(model="m", messages=messages, timeout=3)
    old = json.loads(answer.model_dump_json())
    return answer.model_dump()["choices"], old["choices"], answer.choices[0].message.content


def of_several(messages, cached):
    answer = cached or client.chat.completions.create(model="m", messages=messages)
    return answer["choices"]
