import json

import openai

try:
    import orjson

    dumps = orjson.dumps
except ImportError:

    def dumps(value):
        return json.dumps(value)


def ask(messages):
    response = openai.chat.completions.create(model="gpt-4", messages=messages)
    return dumps(response.model_dump(exclude_unset=True))
