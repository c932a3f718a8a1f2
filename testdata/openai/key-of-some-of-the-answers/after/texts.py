from typing import Any

import openai


def _client_and_arguments(**arguments):
    """Splits the arguments of a call: the client that its settings ask for, and the rest."""
    client = openai.OpenAI(api_key=arguments.pop("api_key", None) or None)
    return client, arguments


class Told:
    def __init__(self, text, raw):
        self.text, self.raw = text, raw

    @classmethod
    def of(cls, answer: Any):
        choice = answer.choices[0]
        return cls(getattr(choice, "text", None) or choice.message.content, answer)

    def kind(self):
        choice = self.raw.choices[0]
        asked = [hasattr(choice, "message"), not hasattr(choice, "text"), hasattr(choice, "message")]
        return asked, getattr(choice, "text", ""), getattr(choice, "message", None) is None, self.raw.usage.total_tokens


def complete(prompt):
    told = Told.of(openai.completions.create(model="davinci-002", prompt=prompt))
    return told.text, told.kind()


def chat(prompt, key="k", stream=False):
    chosen = dict(model="gpt-4", messages=[{"role": "user", "content": prompt}], api_key=key, stream=stream)
    if stream:
        text = ""
        client, arguments = _client_and_arguments(**chosen)
        for part in client.chat.completions.create(**arguments):
            text += part.choices[0].delta.content or ""
        return text
    client, arguments = _client_and_arguments(**chosen)
    told = Told.of(client.chat.completions.create(**arguments))
    return told.text, told.kind()
