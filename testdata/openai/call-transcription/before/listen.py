import openai


def transcribe(path: str) -> str:
    with open(path, "rb") as recording:
        transcript = openai.Audio.transcribe("whisper-1", recording, language="de")
    return transcript["text"]


def to_english(path: str) -> str:
    with open(path, "rb") as recording:
        return openai.Audio.translate(model="whisper-1", file=recording)["text"]
