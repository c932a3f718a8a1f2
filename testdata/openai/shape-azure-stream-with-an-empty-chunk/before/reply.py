import os

import openai

openai.api_type = "azure"
openai.api_base = os.environ["AZURE_BASE"]
openai.api_version = "2023-07-01-preview"
openai.api_key = os.environ["AZURE_KEY"]


def reply(messages):
    role, words = None, []
    for chunk in openai.ChatCompletion.create(engine="chat", messages=messages, stream=True, request_timeout=30):
        if not chunk["choices"]:
            continue
        choice = chunk["choices"][0]
        role = choice["delta"].get("role", role)
        if choice["delta"].get("content"):
            words.append(choice["delta"]["content"])
        if choice["finish_reason"] is not None:
            break
    return role, "".join(words)


async def areply(messages):
    text = ""
    stream = await openai.ChatCompletion.acreate(deployment_id="chat", messages=messages, stream=True)
    async for chunk in stream:
        if len(chunk.choices) > 0:
            text += chunk.choices[0].delta.get("content", "")
    return text
