import openai

from config import proxies

openai.proxy = proxies()


def complete(prompt):
    return openai.Completion.create(model="m", prompt=prompt)["choices"][0]["text"]
