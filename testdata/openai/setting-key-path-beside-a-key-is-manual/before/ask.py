import openai


def use(path, key):
    openai.api_key_path = path
    openai.api_key = key


def ask(prompt):
    return openai.Completion.create(model="m", prompt=prompt)["choices"][0]["text"]
