import openai

openai.api_key = "k"


def classify(text):
    return openai.Moderation.create(input=text).results[0].flagged


def ask(text):
    answer = openai.ChatCompletion.create(model="gpt-4", messages=[{"role": "user", "content": text}])
    return answer["choices"][0]["message"]["content"]
