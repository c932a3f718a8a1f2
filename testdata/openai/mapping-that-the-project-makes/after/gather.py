from typing import List, Any

import openai


def gathered(chunks) -> Any:
    text = "".join(chunk["choices"][0]["delta"].get("content", "") for chunk in chunks)
    return {
        "id": "gathered",
        "choices": [{"index": 0, "message": {"role": "assistant", "content": text}}],
    }


def ask(messages, stream=False):
    answer = openai.chat.completions.create(model="gpt-4", messages=messages, stream=stream)
    answer = (chunk.model_dump(exclude_unset=True) for chunk in answer) if stream else answer.model_dump(exclude_unset=True)
    if stream:
        answer = gathered(answer)
    return answer


def texts(answers: List[Any]):
    return [answer["choices"][0]["message"]["content"] for answer in answers]


def keep(shelf, messages):
    shelf.append(ask(messages))
    shelf.append(ask(messages, stream=True))
    return texts(shelf)
