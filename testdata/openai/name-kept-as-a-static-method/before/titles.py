import openai
from openai import Completion as Text


class Summarizer:
    create = staticmethod(openai.ChatCompletion.create)
    complete = staticmethod(Text.create)

    def title(self, text):
        return self.create(model="gpt-4", messages=[{"role": "user", "content": text}]).choices[0].message.content

    def text(self, text):
        return self.complete(model="davinci-002", prompt=text)["choices"][0]["text"]


class Given:
    @staticmethod
    def made(**options):
        return openai.Completion.create(**options)["choices"][0]["text"]

    other = staticmethod(lambda prompt: openai.Completion.create(model="davinci-002", prompt=prompt)["choices"][0]["text"])


def ask(text):
    return Summarizer().title(text), Summarizer.create(model="gpt-4", messages=[{"role": "user", "content": text}])["id"]
