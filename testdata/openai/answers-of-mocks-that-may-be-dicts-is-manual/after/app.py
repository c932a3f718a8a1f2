from openai import OpenAI

client = OpenAI(api_key="k")


def ask(text):
    answer = client.chat.completions.create(model="gpt-4", messages=[{"role": "user", "content": text}])
    return answer.choices[0].message.content


def say(path):
    with open(path, "rb") as file:
        return client.audio.transcriptions.create(model="whisper-1", file=file).text


def classify(text):
    return client.moderations.create(input=text).results[0].flagged
