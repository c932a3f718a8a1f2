import openai


def subtitles(recording):
    srt = openai.Audio.transcribe("whisper-1", recording, response_format="srt")
    return srt.replace("\r\n", "\n")
