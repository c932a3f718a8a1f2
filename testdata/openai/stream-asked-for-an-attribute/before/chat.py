import openai


def with_a_default(messages):
    for chunk in openai.ChatCompletion.create(model="gpt-4", messages=messages, stream=True):
        delta = chunk.choices[0].delta
        yield getattr(delta, "content", "") + getattr(delta, "tone", "")


def asked_before(messages):
    for chunk in openai.ChatCompletion.create(model="gpt-4", messages=messages, stream=True):
        if hasattr(chunk.choices[0].delta, "content") and hasattr(chunk, "choices"):
            yield chunk.choices[0].delta.content


def told_after(messages):
    for chunk in openai.ChatCompletion.create(model="gpt-4", messages=messages, stream=True):
        if isinstance(chunk, dict) and hasattr(chunk.choices[0].delta, "content"):
            yield getattr(chunk.choices[0].delta, "content", "") + getattr(chunk, "model")
