def ask(messages):
    """Asks, where the extra is installed."""
    import openai

    return openai.chat.completions.create(model="gpt-4", messages=messages).choices[0].message.content
