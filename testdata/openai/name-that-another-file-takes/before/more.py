from base import ChatCompletion, Completion


def again(messages):
    return ChatCompletion.create(model="gpt-4", messages=messages)["choices"][0]["message"]["content"]


def classes():
    return [Completion]
