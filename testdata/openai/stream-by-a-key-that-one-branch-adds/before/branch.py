import openai


def ask(messages, streaming):
    params = {"model": "gpt-4"}
    if streaming:
        params["stream"] = True
        inner = ""
        for chunk in openai.ChatCompletion.create(messages=messages, **params):
            inner += chunk["choices"][0]["delta"].get("content", "")
        return inner
    response = openai.ChatCompletion.create(messages=messages, **params)
    return response["choices"][0]["message"]["content"]
