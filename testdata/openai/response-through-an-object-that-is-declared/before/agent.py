from typing import Protocol

import openai


class Chat:
    def ask(self, messages):
        response = openai.ChatCompletion.create(model="gpt-4", messages=messages)
        content = response.choices[0].message["content"]
        return {"response": response, "content": content}


class Brief(Chat):
    def ask(self, messages):
        response = openai.ChatCompletion.create(model="gpt-4", messages=messages, max_tokens=5)
        return {"response": response, "content": response["choices"][0]["message"]["content"]}


class Agent:
    def __init__(self, chat: Chat):
        self.chat = chat

    def run(self, messages):
        answer = self.chat.ask(messages)
        if "content" not in answer or answer["content"] is None:
            raise RuntimeError("nothing was said")
        return answer["content"], answer["response"].usage.total_tokens


class Embeds(Protocol):
    def embed(self, text): ...


class Embedder:
    def embed(self, text):
        return openai.Embedding.create(input=text, model="text-embedding-ada-002")


def vector(embedder: Embeds, text):
    return embedder.embed(text)["data"][0]["embedding"]
