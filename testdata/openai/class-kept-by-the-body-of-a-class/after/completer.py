import openai


class Base:
    text = openai.completions


class Completer(Base):
    chat = openai.chat

    def run_chat(self, messages, **kw):
        return self.chat.completions.create(model="gpt-3.5-turbo", messages=messages, **kw).choices[0].message.content

    def run_text(self, prompt):
        r = self.text.create(model="text-davinci-003", prompt=prompt)
        return r.choices[0].text


class Embedder:
    api = openai.embeddings

    @classmethod
    def run(cls, text):
        return cls.api.create(model="ada", input=text).data[0].embedding

    async def arun(self, text):
        return (await openai.AsyncOpenAI().embeddings.create(model="ada", input=text)).data[0].embedding


def direct(text):
    return Embedder.api.create(model="ada", input=text).data[0].embedding
