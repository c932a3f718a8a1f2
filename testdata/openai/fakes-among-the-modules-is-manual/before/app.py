import openai

openai.api_key = "k"


def ask(messages):
    answer = openai.ChatCompletion.create(model="gpt-4", messages=messages, request_timeout=5)
    return answer["choices"][0]["message"]["content"]
