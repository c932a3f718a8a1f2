import openai

FUNCTIONS = {"chat": openai.ChatCompletion.create, "embedding": openai.Embedding.create}


def ask(messages):
    return FUNCTIONS["chat"](engine="gpt-4", messages=messages)["choices"][0]["message"]["content"]


def given():
    return openai.Completion.create


def complete(prompt):
    return given()(engine="ada", prompt=prompt)["choices"][0]["text"]
