import json

import openai


def ask(messages, log):
    response = openai.ChatCompletion.create(model="gpt-4", messages=messages)
    log.write(json.dumps(response))
