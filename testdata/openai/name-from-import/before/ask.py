from openai import ChatCompletion


def ask(messages):
    answer = ChatCompletion.create(model="gpt-4", messages=messages)
    return answer["choices"][0]["message"]["content"]
