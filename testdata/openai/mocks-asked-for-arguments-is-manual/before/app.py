import openai


def ask(messages, timeout):
    answer = openai.ChatCompletion.create(engine="gpt-4", messages=messages, request_timeout=timeout, api_key="k")
    return answer["choices"][0]["message"]["content"]


def embed(text):
    return openai.Embedding.create(input=[text], model="m", request_timeout=(3, 5))["data"][0]["embedding"]


def complete(prompt):
    return openai.Completion.create(engine="e", prompt=prompt)["choices"][0]["text"]


def draw_up(prompt):
    return openai.Completion.create(model="m", prompt=prompt, draft=True)["choices"][0]["text"]


def transcribe(recording):
    return openai.Audio.transcribe("whisper-1", recording, language="de")["text"]
