from typing import Any as Anything, Any
from typing import List, Optional, Union

import openai
from openai.types import Completion, CreateEmbeddingResponse
from openai.types.chat import ChatCompletion


def chat(messages) -> ChatCompletion:
    return openai.chat.completions.create(model="gpt-4", messages=messages)


def text(answer: ChatCompletion) -> str:
    return answer.choices[0].message.content


def either(model, asked) -> Optional[Union[Completion, ChatCompletion]]:
    if model == "gpt-4":
        return openai.chat.completions.create(model=model, messages=asked)
    if model == "davinci-002":
        return openai.completions.create(model=model, prompt=asked)
    return None


def handed_out(model, asked) -> dict:
    if model == "gpt-4":
        return openai.chat.completions.create(model=model, messages=asked).model_dump(exclude_unset=True)
    return openai.completions.create(model=model, prompt=asked).model_dump(exclude_unset=True)


def vectors(text) -> "CreateEmbeddingResponse":
    found: CreateEmbeddingResponse = openai.embeddings.create(model="text-embedding-ada-002", input=text)
    return found


def of_somebody(answers: List[Any], more: Anything = None):
    return answers, more


def main():
    print(text(chat([])))
    if (answer := either("gpt-4", [])) is not None:
        print(answer.id)
    print(vectors("x").data[0].embedding)


main()
