import openai


def ask(messages, **kwargs):
    response = openai.chat.completions.create(model="gpt-4", messages=messages, **kwargs)
    return response.choices[0].message.content
