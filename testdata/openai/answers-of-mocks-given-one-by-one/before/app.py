import openai

openai.api_key = "k"


def ask(text):
    answer = openai.ChatCompletion.create(model="gpt-4", messages=[{"role": "user", "content": text}])
    return answer["choices"][0]["message"]["content"]
