import os as os_2

import httpx as httpx_2
import openai

httpx = "the old one"


def ask(messages):
    answer = openai.chat.completions.create(model="gpt-4", messages=messages, timeout=httpx_2.Timeout(2, connect=1))
    return answer.choices[0].message.content, httpx


def ask_as(messages, os="linux"):
    if not (openai.api_key or os_2.environ.get("OPENAI_API_KEY")):
        raise ValueError(os)
    return openai.chat.completions.create(model="gpt-4", messages=messages).choices[0].message.content
