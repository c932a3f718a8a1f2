import openai


def ask(messages):
    return openai.ChatCompletion.create(model="gpt-4", messages=messages, request_id="r-1")["choices"][0]["message"]["content"]
