openai = None


def load():
    global openai
    if openai is None:
        import openai as module
        openai = module
    return openai


def ask(messages):
    return load().ChatCompletion.create(model="gpt-4", messages=messages)["choices"][0]["message"]["content"]
