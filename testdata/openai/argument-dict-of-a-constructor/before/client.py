import openai


class Wrapper:
    def __init__(self, **defaults):
        self.defaults = defaults

    def create(self, **kwargs):
        options = {**self.defaults, **kwargs}
        return openai.ChatCompletion.create(**options)

    async def acreate(self, **kwargs):
        return await openai.ChatCompletion.acreate(**{**self.defaults, **kwargs})


w = Wrapper(engine="chat", request_timeout=20)
