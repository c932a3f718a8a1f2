import openai


class Wrapper:
    def __init__(self, **defaults):
        self.defaults = defaults

    def create(self, **kwargs):
        options = {**self.defaults, **kwargs}
        return openai.chat.completions.create(**options)

    async def acreate(self, **kwargs):
        return await openai.AsyncOpenAI().chat.completions.create(**{**self.defaults, **kwargs})


w = Wrapper(model="chat", timeout=20)
