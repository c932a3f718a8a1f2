import os

import openai


def upload(path):
    with open(path, "rb") as examples:
        uploaded = openai.files.create(
            file=(os.path.basename(path), examples),
            purpose="fine-tune",
        )
    return uploaded.id


def upload_under_a_literal(examples):
    return openai.files.create(file=("examples.jsonl", examples.read()), purpose="fine-tune").id


def hear(recording):
    return openai.audio.transcriptions.create(model="whisper-1", file=("speech.wav", recording)).text
