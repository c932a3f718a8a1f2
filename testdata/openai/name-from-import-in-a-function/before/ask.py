def ask(messages):
    """Asks, where the extra is installed."""
    from openai import ChatCompletion

    return ChatCompletion.create(model="gpt-4", messages=messages)["choices"][0]["message"]["content"]
