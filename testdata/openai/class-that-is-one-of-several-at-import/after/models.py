import openai
from typing import Optional


class Model:
    api = None

    def __init__(self, name, **defaults):
        self.name = name
        self.defaults = defaults

    def _create(self, **kw):
        params = dict(self.defaults)
        params.update(kw)
        return self.api(openai).create(model=self.name, **params).model_dump(exclude_unset=True)


class ChatModel(Model):
    api = staticmethod(lambda client: client.chat.completions)

    def __call__(self, text):
        out = self._create(messages=[{"role": "user", "content": text}])
        return out["choices"][0]["message"]["content"]


class TextModel(Model):
    api = staticmethod(lambda client: client.completions)

    def __call__(self, text):
        out = self._create(prompt=text)
        return out["choices"][0]["text"]
