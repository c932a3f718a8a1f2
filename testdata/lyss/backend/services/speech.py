"""Recordings become text."""

import io

import openai

from core.config import get_settings

settings = get_settings()


def transcribe(data: bytes, name: str, language: str = "en") -> str:
    recording = io.BytesIO(data)
    recording.name = name
    transcript = openai.Audio.transcribe(settings.transcription_model, recording, language=language)
    return transcript["text"]


async def translate(path: str) -> str:
    """What is said in a file, in English."""
    with open(path, "rb") as recording:
        result = await openai.Audio.atranslate(settings.transcription_model, recording)
    return result.text


def subtitles(path: str) -> str:
    with open(path, "rb") as recording:
        return openai.Audio.transcribe(model=settings.transcription_model, file=recording, response_format="srt")
