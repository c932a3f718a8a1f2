from openai import ChatCompletion


def ask(openai, messages):
    answer = ChatCompletion.create(model="gpt-4", messages=messages)
    return openai.format(answer["choices"][0]["message"]["content"])
