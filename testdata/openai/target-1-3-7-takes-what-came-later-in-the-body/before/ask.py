import openai


def ask(messages):
    answer = openai.ChatCompletion.create(
        model="m", messages=messages, seed=4, stream_options={"include_usage": True}, top_logprobs=2
    )
    print(answer["usage"]["completion_tokens_details"]["reasoning_tokens"])
    print(answer["usage"]["total_tokens"])
    return answer["choices"][0]["message"]["content"]


def transcribe(file):
    answer = openai.Audio.transcribe("whisper-1", file, response_format="verbose_json")
    return [segment["text"] for segment in answer["segments"]]


def embed(text):
    return openai.Embedding.create(model="m", input=text, dimensions=3)["data"][0]["embedding"]


def files():
    return [file["id"] for file in openai.File.list(limit=3)["data"]]
