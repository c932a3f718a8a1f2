import json

import openai

try:
    import orjson

    dumps = orjson.dumps
except ImportError:

    def dumps(value):
        return json.dumps(value)


def ask(messages):
    response = openai.ChatCompletion.create(model="gpt-4", messages=messages)
    return dumps(response)
