import openai
from openai.version import VERSION as version


def ask(messages):
    if not version.startswith("0."):
        return openai.chat.completions.create(model="gpt-4", messages=messages).choices[0].message.content
    return openai.ChatCompletion.create(model="gpt-4", messages=messages)["choices"][0]["message"]["content"]
