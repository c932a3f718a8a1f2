import openai


def transcribe(data, filename):
    return openai.Audio.transcribe_raw("whisper-1", data, filename)["text"]
