import openai

openai.api_key = "k"


def ask(text):
    answer = openai.ChatCompletion.create(model="gpt-4", messages=[{"role": "user", "content": text}])
    return answer["choices"][0]["message"]["content"]


def say(path):
    with open(path, "rb") as file:
        return openai.Audio.transcribe("whisper-1", file)["text"]


def classify(text):
    return openai.Moderation.create(input=text).results[0].flagged
