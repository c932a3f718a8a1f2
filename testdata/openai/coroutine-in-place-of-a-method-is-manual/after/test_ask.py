import openai
from openai.openai_object import OpenAIObject

import ask


def said(text):
    return OpenAIObject.construct_from({"choices": [{"message": {"content": text}}]})


async def test_an_answer_that_is_changed(monkeypatch):
    async def fake(**arguments):
        answer = said("yes")
        answer["choices"][0]["finish_reason"] = "length"
        return answer

    monkeypatch.setattr(openai.ChatCompletion, "acreate", fake)
    assert await ask.ask([]) == "yes"
