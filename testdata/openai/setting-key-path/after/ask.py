import os

import openai


_api_key_path = os.environ.get("OPENAI_API_KEY_PATH")


def _key_of(path):
    """Keeps the path of a file, and reads the key that stands there; without a path, the key stays as it is."""
    global _api_key_path
    _api_key_path = path
    if not path:
        return openai.api_key or os.environ.get("OPENAI_API_KEY")
    with open(path) as file:
        key = file.read().strip()
    if not key.startswith("sk-"):
        raise ValueError(f"Malformed API key in {path}.")
    return key


class Completion:
    @classmethod
    def create(cls, **config):
        config = config.copy()
        openai.api_key = _key_of(config.pop("api_key_path", _api_key_path))
        return openai.chat.completions.create(**config).choices[0].message.content


def ask(prompt):
    return openai.completions.create(model="m", prompt=prompt).choices[0].text
