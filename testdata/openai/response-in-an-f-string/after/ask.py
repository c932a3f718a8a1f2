import openai


def ask(messages):
    response = openai.chat.completions.create(model="gpt-4", messages=messages)
    return f"{response.choices[0].message.role}: {response.id}"
