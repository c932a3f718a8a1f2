from typing import Optional

import openai


class Model:
    base: Optional[str] = None

    def start(self, base: Optional[str] = None):
        base = base or openai.api_base
        self.base = self.base or openai.api_base
        untyped = openai.api_base
        return base, untyped

    def where(self) -> str:
        return openai.api_base

    def ask(self, text):
        return openai.Completion.create(engine="davinci-002", prompt=text)["choices"][0]["text"]


def started():
    model = Model()
    return model.start(), model.start("http://localhost/v1"), model.base, model.where()
