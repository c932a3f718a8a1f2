import openai

setattr(openai, "base_url", "http://localhost:8000/v1/")


def ask(messages):
    return openai.chat.completions.create(model="gpt-4", messages=messages).choices[0].message.content
