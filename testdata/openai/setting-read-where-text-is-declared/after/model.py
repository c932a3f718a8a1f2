import os
from typing import Optional

import openai


class Model:
    base: Optional[str] = None

    def start(self, base: Optional[str] = None):
        base = base or str(openai.base_url or os.environ.get("OPENAI_BASE_URL", "https://api.openai.com/v1"))
        self.base = self.base or str(openai.base_url or os.environ.get("OPENAI_BASE_URL", "https://api.openai.com/v1"))
        untyped = openai.base_url or os.environ.get("OPENAI_BASE_URL", "https://api.openai.com/v1")
        return base, untyped

    def where(self) -> str:
        return str(openai.base_url or os.environ.get("OPENAI_BASE_URL", "https://api.openai.com/v1"))

    def ask(self, text):
        return openai.completions.create(model="davinci-002", prompt=text).choices[0].text


def started():
    model = Model()
    return model.start(), model.start("http://localhost/v1"), model.base, model.where()
