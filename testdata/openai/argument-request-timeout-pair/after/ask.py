import httpx
import openai


def ask(messages):
    return openai.chat.completions.create(model="gpt-4", messages=messages, timeout=httpx.Timeout(60, connect=3)).choices[0].message.content
