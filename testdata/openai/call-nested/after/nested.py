import json

import openai


def near(question, index):
    return json.loads(
        openai.chat.completions.create(
            model="gpt-4",
            messages=index.messages(openai.embeddings.create(model="ada", input=question).data[0].embedding),
        ).choices[0].message.content
    )
