import openai


def complete(proxies, prompt):
    openai.proxy = proxies()
    return openai.Completion.create(model="m", prompt=prompt)["choices"][0]["text"]
