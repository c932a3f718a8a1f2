"""Helpers for openai."""


def get_text(resp):
    return resp["choices"][0]["message"]["content"].strip()
