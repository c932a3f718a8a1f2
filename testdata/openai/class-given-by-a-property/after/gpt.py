import openai


class GPT:
    def __init__(self, key):
        self.key = key

    @property
    def answering(self):
        openai.api_key = self.key
        return openai.chat

    @property
    def embedding(self):
        openai.api_key = self.key
        return openai.Embedding

    def ask(self, messages):
        return self.answering.completions.create(model="gpt-4", messages=messages).choices[0].message.content

    def embed(self, text):
        return self.embedding.create(input=text, model="ada")["data"][0]["embedding"]


def pick(unknown):
    return unknown.embedding


def ask(key, messages):
    return GPT(key).ask(messages)
