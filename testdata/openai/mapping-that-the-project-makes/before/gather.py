from typing import List

import openai
from openai.openai_object import OpenAIObject


def gathered(chunks) -> OpenAIObject:
    text = "".join(chunk["choices"][0]["delta"].get("content", "") for chunk in chunks)
    return OpenAIObject.construct_from(
        {
            "id": "gathered",
            "choices": [{"index": 0, "message": {"role": "assistant", "content": text}}],
        }
    )


def ask(messages, stream=False):
    answer = openai.ChatCompletion.create(model="gpt-4", messages=messages, stream=stream)
    if stream:
        answer = gathered(answer)
    return answer


def texts(answers: List[OpenAIObject]):
    return [answer["choices"][0]["message"]["content"] for answer in answers]


def keep(shelf, messages):
    shelf.append(ask(messages))
    shelf.append(ask(messages, stream=True))
    return texts(shelf)
