from .llm import ask


def first(prompt):
    return ask(prompt)["choices"][0]["message"]["content"]
