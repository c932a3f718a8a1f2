import openai


def subtitles(recording):
    srt = openai.audio.transcriptions.create(model="whisper-1", file=recording, response_format="srt")
    return srt.replace("\r\n", "\n")
