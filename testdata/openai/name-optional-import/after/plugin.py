try:
    import openai
except ImportError:
    openai = None


def ask(messages):
    if openai is None:
        raise RuntimeError("install the extra: pip install ourtool[openai]")
    return openai.chat.completions.create(model="gpt-4", messages=messages).choices[0].message.content
