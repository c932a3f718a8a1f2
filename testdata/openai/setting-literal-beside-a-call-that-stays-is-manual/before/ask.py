import openai

openai.api_key = "k"


def complete(prompt):
    return openai.Completion.create(model="m", prompt=prompt)["choices"][0]["text"]


def transcribe(file):
    return openai.Audio.transcribe_raw("m", file, "a.mp3")["text"]
