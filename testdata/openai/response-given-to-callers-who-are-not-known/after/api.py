import openai


def chat(messages):
    """For other programs."""
    return openai.chat.completions.create(model="gpt-4", messages=messages).model_dump(exclude_unset=True)
