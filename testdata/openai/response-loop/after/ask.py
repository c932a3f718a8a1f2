import openai


def ask(messages):
    response = openai.chat.completions.create(model="gpt-4", messages=messages)
    texts = []
    for choice in response.choices:
        if choice.finish_reason == "stop":
            texts.append(choice.message.content)
    return texts
