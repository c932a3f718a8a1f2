import openai


def ask(messages):
    response = openai.chat.completions.create(model="gpt-4", messages=messages)
    return (response.choices[0].message.content or "").strip()
