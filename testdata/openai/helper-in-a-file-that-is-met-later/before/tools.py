"""Measures answers of openai."""


def length(answer):
    return len(answer["choices"][0]["text"])
