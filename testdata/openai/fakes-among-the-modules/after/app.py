import openai

openai.api_key = "k"


def ask(messages):
    answer = openai.chat.completions.create(model="gpt-4", messages=messages, timeout=5)
    return answer.choices[0].message.content
