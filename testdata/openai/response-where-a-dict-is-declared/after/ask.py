from dataclasses import dataclass
from typing import Any, Dict, Iterator, List, Mapping, Optional, TypedDict, Union

import openai


class Message(TypedDict):
    role: str
    content: str


@dataclass
class Answer:
    text: str
    usage: Dict[str, int]
    raw: Optional[dict] = None


def complete(messages: List[Dict[str, str]]) -> Dict[str, Any]:
    return openai.chat.completions.create(model="gpt-4", messages=messages).model_dump(exclude_unset=True)


def pieces(messages) -> Iterator[Mapping[str, Any]]:
    for chunk in openai.chat.completions.create(model="gpt-4", messages=messages, stream=True):
        yield chunk.model_dump(exclude_unset=True)


def vectors(texts) -> List[Dict[str, Any]]:
    return [item.model_dump(exclude_unset=True) for item in openai.embeddings.create(input=texts, model="text-embedding-ada-002").data]


def text(response: "dict[str, Any]") -> str:
    return response["choices"][0]["message"]["content"]


def tokens(usage: Union[Mapping[str, int], None] = None) -> int:
    return usage["total_tokens"] if usage else 0


class Bot:
    last: Dict[str, Any]

    def ask(self, question):
        messages = [{"role": "user", "content": question}]
        self.last = openai.chat.completions.create(model="gpt-4", messages=messages).model_dump(exclude_unset=True)
        message: Message = self.last["choices"][0]["message"]
        return message["content"]


def answer(messages):
    response = openai.chat.completions.create(model="gpt-4", messages=messages)
    message: Message = response.choices[0].message.model_dump(exclude_unset=True)
    print(text(response.model_dump(exclude_unset=True)), tokens(response.usage.model_dump(exclude_unset=True) if response.usage else None), response.model)
    return Answer(text=message["content"], usage=response.usage.model_dump(exclude_unset=True) if response.usage else None, raw=response.model_dump(exclude_unset=True))


def report(messages):
    held = answer(messages)
    said = "".join(piece["choices"][0]["delta"].get("content", "") for piece in pieces(messages))
    lengths = [len(vector["embedding"]) for vector in vectors(["x", "y"])]
    return complete(messages)["id"], held.usage["total_tokens"], held.raw["id"], said, lengths
