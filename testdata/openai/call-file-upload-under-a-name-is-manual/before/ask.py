import os

import openai


def which_is_computed_first(path):
    return openai.File.create(
        file=open(path, "rb"), purpose="fine-tune", user_provided_filename=os.path.basename(path)
    )


def by_position(recording):
    return openai.Audio.transcribe_raw("whisper-1", recording, "speech.wav")


def in_a_dict(examples):
    more = {"user_provided_filename": "examples.jsonl"}
    return openai.File.create(file=examples, purpose="fine-tune", **more)
