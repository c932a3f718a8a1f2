import openai


def ask():
    answer = openai.ChatCompletion.create(model="x", messages=[])
    return answer["choices"][0]["message"]["content"]
