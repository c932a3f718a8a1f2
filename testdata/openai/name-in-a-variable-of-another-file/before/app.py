import llm
from llm import Chat, Slow, complete


def go_on(prompt):
    return complete(engine="davinci-002", prompt=prompt)["choices"][0]["text"]


def again(prompt):
    try:
        return llm.complete(engine="davinci-002", prompt=prompt)["choices"][0]["text"]
    except Slow:
        return None


def ask(messages):
    return Chat.create(model="gpt-4", messages=messages)["choices"][0]["message"]["content"]
