from openai import ChatCompletion, Completion


def ask(messages):
    return ChatCompletion.create(model="gpt-4", messages=messages)["choices"][0]["message"]["content"]


def go_on(text):
    return Completion.create(model="davinci-002", prompt=text)["choices"][0]["text"]
