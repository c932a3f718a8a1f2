import openai


def ask(messages):
    answer = openai.chat.completions.create(model="gpt-4", messages=messages)
    return answer.choices[0].message.content
