import openai as openai_2


def ask(openai, messages):
    answer = openai_2.chat.completions.create(model="gpt-4", messages=messages)
    return openai.format(answer.choices[0].message.content)
