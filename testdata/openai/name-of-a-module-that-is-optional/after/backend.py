openai = None


def load():
    global openai
    if openai is None:
        import openai as module
        openai = module
    return openai


def ask(messages):
    return load().chat.completions.create(model="gpt-4", messages=messages).choices[0].message.content
