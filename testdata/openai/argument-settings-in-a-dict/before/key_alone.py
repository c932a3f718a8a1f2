import openai


def complete(prompt, key):
    parameters = {"model": "babbage-002", "api_key": key}
    return openai.Completion.create(prompt=prompt, **parameters)["choices"][0]["text"]
