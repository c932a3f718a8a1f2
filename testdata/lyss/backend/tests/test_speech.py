from unittest import mock

from services import speech


def test_a_recording_becomes_text(asked):
    assert speech.transcribe(b"RIFF", "note.wav", language="de") == "hello"
    (request,) = asked("/audio/transcriptions")
    assert request["body"]["model"] == "whisper-1"
    assert request["body"]["language"] == "de"
    assert request["body"]["file"]["content"] == "RIFF"


def test_a_double_of_the_transcription():
    with mock.patch("openai.Audio.transcribe", return_value={"text": "good day"}) as transcribe:
        assert speech.transcribe(b"RIFF", "note.wav") == "good day"
    assert transcribe.call_args.kwargs == {"language": "en"}


async def test_a_recording_is_translated(tmp_path, asked):
    path = tmp_path / "note.wav"
    path.write_bytes(b"RIFF")
    assert await speech.translate(str(path)) == "hello"
    assert len(asked("/audio/translations")) == 1


def test_subtitles_are_plain_text(tmp_path):
    path = tmp_path / "note.wav"
    path.write_bytes(b"RIFF")
    assert speech.subtitles(str(path)).startswith("1\n00:00:00,000 --> ")


def test_a_route_takes_a_recording(client, ada):
    files = {"recording": ("note.wav", b"RIFF", "audio/wav")}
    answer = client.post("/api/v1/speech/transcripts", files=files, headers=ada.headers)
    assert answer.json() == {"text": "hello"}
