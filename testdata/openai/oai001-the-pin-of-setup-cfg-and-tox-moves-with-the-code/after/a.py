import openai


def ask():
    answer = openai.chat.completions.create(model="x", messages=[])
    return answer.choices[0].message.content
