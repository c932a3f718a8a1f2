import asyncio
from multiprocessing.pool import ThreadPool

import openai


def embed(text):
    return openai.Embedding.create(model="ada", input=text)


class Bot:
    def __init__(self, client):
        self.client = client
        self.pool = ThreadPool(4)

    async def ask(self, question):
        answer = await asyncio.get_running_loop().run_in_executor(
            None, lambda: openai.ChatCompletion.create(model="gpt-4", messages=question)
        )
        return answer["choices"][0]["message"]["content"]

    async def complete(self, prompt):
        answer = await self.client.loop.run_in_executor(
            None, lambda: openai.Completion.create(model="davinci-002", prompt=prompt)
        )
        return answer["choices"][0]["text"]

    def vectors(self, texts):
        return [one["data"][0]["embedding"] for one in self.pool.imap(embed, texts)]


def now(question):
    loop = asyncio.new_event_loop()
    return loop.run_until_complete(openai.ChatCompletion.acreate(model="gpt-4", messages=question))["id"]
