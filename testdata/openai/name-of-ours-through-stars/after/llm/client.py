import openai

__all__ = ["ask", "Busy"]
Busy = openai.RateLimitError


def ask(messages):
    return openai.chat.completions.create(model="gpt-4", messages=messages)
