import os

import openai

openai.api_type = "azure"
openai.azure_endpoint = os.environ["AZURE_BASE"]
openai.api_version = "2023-07-01-preview"
openai.api_key = os.environ["AZURE_KEY"]


def reply(messages):
    role, words = None, []
    for chunk in openai.chat.completions.create(model="chat", messages=messages, stream=True, timeout=30):
        if not chunk.choices:
            continue
        choice = chunk.choices[0]
        role = choice.delta.role if choice.delta.role is not None else role
        if choice.delta.content:
            words.append(choice.delta.content)
        if choice.finish_reason is not None:
            break
    return role, "".join(words)


async def areply(messages):
    text = ""
    client = openai.AsyncAzureOpenAI(
        api_key=openai.api_key,
        azure_endpoint=openai.azure_endpoint or "",
        api_version=openai.api_version,
    )
    stream = await client.chat.completions.create(model="chat", messages=messages, stream=True)
    async for chunk in stream:
        if len(chunk.choices) > 0:
            text += chunk.choices[0].delta.content or ""
    return text
