"""With `pythonpath = ["backend"]` in the settings of pytest."""

from services.llm import ask


def test_ask():
    assert ask("Hi")["choices"][0]["message"]["content"]
