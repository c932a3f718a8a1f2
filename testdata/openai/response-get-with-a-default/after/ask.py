import openai


def ask(messages):
    response = openai.chat.completions.create(model="gpt-4", messages=messages)
    content = response.choices[0].message.content or ""
    return content.strip()
