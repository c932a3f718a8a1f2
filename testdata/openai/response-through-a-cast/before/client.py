import openai
from typing import Any, Dict, Iterable, cast


class Client:
    def complete(self, model, prompt, stream=False):
        response = openai.Completion.create(model=model, prompt=prompt, stream=stream)
        return self.read(stream, response)

    def read(self, stream: bool, response: Any):
        if stream:
            text = ""
            response = cast(Iterable[Dict[str, Any]], response)
            for chunk in response:
                text += chunk["choices"][0]["text"]
            return text
        response = cast(Dict[str, Any], response)
        return response["choices"][0]["text"]


def count(prompt):
    answer = openai.Completion.create(model="davinci-002", prompt=prompt)
    return cast(typ=dict, val=answer)["usage"]["total_tokens"]
