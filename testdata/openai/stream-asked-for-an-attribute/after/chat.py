import openai


def with_a_default(messages):
    for chunk in openai.chat.completions.create(model="gpt-4", messages=messages, stream=True):
        delta = chunk.choices[0].delta
        yield (delta.content or "") + getattr(delta, "tone", "")


def asked_before(messages):
    for chunk in openai.chat.completions.create(model="gpt-4", messages=messages, stream=True):
        if chunk.choices[0].delta.content is not None and hasattr(chunk, "choices"):
            yield chunk.choices[0].delta.content


def told_after(messages):
    for chunk in (chunk.model_dump(exclude_unset=True) for chunk in openai.chat.completions.create(model="gpt-4", messages=messages, stream=True)):
        if isinstance(chunk, dict) and "content" in chunk["choices"][0]["delta"]:
            yield chunk["choices"][0]["delta"].get("content", "") + chunk["model"]
