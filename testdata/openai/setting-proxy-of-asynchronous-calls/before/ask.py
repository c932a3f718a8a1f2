import openai


class Model:
    def __init__(self, proxy=None, key=None):
        self.proxy = proxy
        self.key = key

    def arguments(self, prompt):
        if self.proxy:
            openai.proxy = {"http": self.proxy, "https": self.proxy}  # for both
        return {"model": "m", "prompt": prompt, "api_key": self.key}

    async def complete(self, prompt):
        answer = await openai.Completion.acreate(**self.arguments(prompt))
        return answer["choices"][0]["text"]


async def complete(prompt):
    answer = await openai.Completion.acreate(model="m", prompt=prompt)
    return answer["choices"][0]["text"]


def through(proxy):
    openai.proxy = proxy
    return complete("p")


def embed(text):
    return openai.Embedding.create(model="m", input=text)["data"][0]["embedding"]
