import openai

httpx = "the old one"


def ask(messages):
    answer = openai.ChatCompletion.create(model="gpt-4", messages=messages, request_timeout=(1, 2))
    return answer["choices"][0]["message"]["content"], httpx


def ask_as(messages, os="linux"):
    if not openai.api_key:
        raise ValueError(os)
    return openai.ChatCompletion.create(model="gpt-4", messages=messages).choices[0].message.content
