import openai

__all__ = ["ask", "Busy"]
Busy = openai.error.RateLimitError


def ask(messages):
    return openai.ChatCompletion.create(model="gpt-4", messages=messages)
