import openai


def complete(prompt, **opts):
    return openai.Completion.create(prompt=prompt, **opts)["choices"][0]["text"]
