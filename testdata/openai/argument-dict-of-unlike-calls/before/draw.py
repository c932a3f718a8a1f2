import openai

OPTIONS = {"user": "me", "request_timeout": 30}


def ask(prompt):
    return openai.Completion.create(model="davinci-002", prompt=prompt, **OPTIONS)["choices"][0]["text"]


def draw(prompt):
    return openai.Image.create(prompt=prompt, **OPTIONS)["data"][0]["url"]
