import time

import openai


class Service:
    def __init__(self, base, kind="open_ai", version=None, model="m"):
        openai.api_base = base
        openai.api_type = kind
        openai.api_version = version
        self.model = model

    def ask(self, function, **arguments):
        for attempt in range(3):
            try:
                return function(**arguments)
            except openai.error.RateLimitError:
                time.sleep(attempt)

    def embed(self, text):
        return self.ask(openai.Embedding.create, engine=self.model, input=text)["data"][0]["embedding"]
