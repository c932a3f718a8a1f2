import openai


def ask(prompt):
    return openai.Image.create(prompt=prompt, request_timeout=10)["data"][0]["url"]
