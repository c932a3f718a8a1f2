import json

import openai


def near(question, index):
    return json.loads(
        openai.ChatCompletion.create(
            engine="gpt-4",
            messages=index.messages(openai.Embedding.create(engine="ada", input=question)["data"][0]["embedding"]),
        )["choices"][0]["message"]["content"]
    )
