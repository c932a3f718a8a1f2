import operator

import openai

chat = openai.ChatCompletion
same = getattr(openai, "ChatCompletion")
third = operator.attrgetter("ChatCompletion")(openai)


def ask(messages):
    return openai.chat.completions.create(model="gpt-4", messages=messages).choices[0].message.content


def again(messages):
    return openai.chat.completions.create(model="gpt-4", messages=messages).choices[0].message.content


def once_more(messages):
    return openai.chat.completions.create(model="gpt-4", messages=messages).choices[0].message.content
