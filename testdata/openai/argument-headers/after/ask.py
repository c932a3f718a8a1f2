import openai


def ask(messages):
    return openai.chat.completions.create(model="gpt-4", messages=messages, extra_headers={"X-Team": "search"}).choices[0].message.content
