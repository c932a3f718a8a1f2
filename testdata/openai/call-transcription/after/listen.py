import openai


def transcribe(path: str) -> str:
    with open(path, "rb") as recording:
        transcript = openai.audio.transcriptions.create(model="whisper-1", file=recording, language="de")
    return transcript.text


def to_english(path: str) -> str:
    with open(path, "rb") as recording:
        return openai.audio.translations.create(model="whisper-1", file=recording).text
