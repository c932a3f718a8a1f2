import openai


def ask(messages):
    response = openai.chat.completions.create(model="gpt-4", messages=messages)
    first, *others = response.choices
    return first.message.content, [other.index for other in others]
