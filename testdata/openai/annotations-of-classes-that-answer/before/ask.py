from typing import Any as Anything
from typing import List, Optional, Union

import openai
from openai import Embedding


def chat(messages) -> openai.ChatCompletion:
    return openai.ChatCompletion.create(model="gpt-4", messages=messages)


def text(answer: openai.ChatCompletion) -> str:
    return answer["choices"][0]["message"]["content"]


def either(model, asked) -> Optional[Union[openai.Completion, openai.ChatCompletion]]:
    if model == "gpt-4":
        return openai.ChatCompletion.create(model=model, messages=asked)
    if model == "davinci-002":
        return openai.Completion.create(model=model, prompt=asked)
    return None


def handed_out(model, asked) -> Union[openai.Completion, openai.ChatCompletion]:
    if model == "gpt-4":
        return openai.ChatCompletion.create(model=model, messages=asked)
    return openai.Completion.create(model=model, prompt=asked)


def vectors(text) -> "Embedding":
    found: Embedding = Embedding.create(model="text-embedding-ada-002", input=text)
    return found


def of_somebody(answers: List[openai.ChatCompletion], more: Anything = None):
    return answers, more


def main():
    print(text(chat([])))
    if (answer := either("gpt-4", [])) is not None:
        print(answer.id)
    print(vectors("x")["data"][0]["embedding"])


main()
