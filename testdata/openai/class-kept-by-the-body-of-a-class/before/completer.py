from openai import ChatCompletion, Completion
import openai


class Base:
    text = Completion


class Completer(Base):
    chat = ChatCompletion

    def run_chat(self, messages, **kw):
        return self.chat.create(model="gpt-3.5-turbo", messages=messages, **kw)["choices"][0]["message"]["content"]

    def run_text(self, prompt):
        r = self.text.create(engine="text-davinci-003", prompt=prompt)
        return r["choices"][0]["text"]


class Embedder:
    api = openai.Embedding

    @classmethod
    def run(cls, text):
        return cls.api.create(model="ada", input=text)["data"][0]["embedding"]

    async def arun(self, text):
        return (await self.api.acreate(model="ada", input=text))["data"][0]["embedding"]


def direct(text):
    return Embedder.api.create(model="ada", input=text)["data"][0]["embedding"]
