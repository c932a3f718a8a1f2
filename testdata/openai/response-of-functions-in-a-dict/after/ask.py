import openai

FUNCTIONS = {"chat": lambda *args, **kwargs: openai.chat.completions.create(*args, **kwargs), "embedding": lambda *args, **kwargs: openai.embeddings.create(*args, **kwargs)}


def ask(messages):
    return FUNCTIONS["chat"](model="gpt-4", messages=messages).choices[0].message.content


def given():
    return openai.completions.create


def complete(prompt):
    return given()(model="ada", prompt=prompt).choices[0].text
