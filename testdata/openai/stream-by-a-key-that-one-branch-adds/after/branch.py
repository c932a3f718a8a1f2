import openai


def ask(messages, streaming):
    params = {"model": "gpt-4"}
    if streaming:
        params["stream"] = True
        inner = ""
        for chunk in openai.chat.completions.create(messages=messages, **params):
            inner += chunk.choices[0].delta.content or ""
        return inner
    response = openai.chat.completions.create(messages=messages, **params)
    return response.choices[0].message.content
