import openai as sdk


def ask(openai, messages):
    return openai.ChatCompletion.create(model="gpt-4", messages=messages)


def version():
    return sdk.__version__
