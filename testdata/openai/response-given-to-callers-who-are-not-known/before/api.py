import openai


def chat(messages):
    """For other programs."""
    return openai.ChatCompletion.create(model="gpt-4", messages=messages)
