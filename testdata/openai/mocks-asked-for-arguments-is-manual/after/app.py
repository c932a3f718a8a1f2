import httpx
import openai


def ask(messages, timeout):
    client = openai.OpenAI(api_key="k")
    answer = client.chat.completions.create(model="gpt-4", messages=messages, timeout=timeout)
    return answer.choices[0].message.content


def embed(text):
    return openai.embeddings.create(input=[text], model="m", timeout=httpx.Timeout(5, connect=3)).data[0].embedding


def complete(prompt):
    return openai.completions.create(model="e", prompt=prompt).choices[0].text


def draw_up(prompt):
    return openai.completions.create(model="m", prompt=prompt, extra_body={"draft": True}).choices[0].text


def transcribe(recording):
    return openai.audio.transcriptions.create(model="whisper-1", file=recording, language="de").text
