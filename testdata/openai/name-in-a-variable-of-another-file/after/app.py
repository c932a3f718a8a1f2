import llm
from llm import Chat, Slow, complete


def go_on(prompt):
    return complete(model="davinci-002", prompt=prompt).choices[0].text


def again(prompt):
    try:
        return llm.complete(model="davinci-002", prompt=prompt).choices[0].text
    except Slow:
        return None


def ask(messages):
    return Chat.completions.create(model="gpt-4", messages=messages).choices[0].message.content
