import os

import openai


def upload(path):
    with open(path, "rb") as examples:
        uploaded = openai.File.create(
            file=examples,
            purpose="fine-tune",
            user_provided_filename=os.path.basename(path),
        )
    return uploaded["id"]


def upload_under_a_literal(examples):
    return openai.File.create(user_provided_filename="examples.jsonl", file=examples.read(), purpose="fine-tune")["id"]


def hear(recording):
    return openai.Audio.transcribe_raw(model="whisper-1", file=recording, filename="speech.wav")["text"]
