import openai


def ask(messages):
    return openai.chat.completions.create(model="gpt-4", messages=messages, extra_headers={"X-Request-Id": "r-1"}).choices[0].message.content
