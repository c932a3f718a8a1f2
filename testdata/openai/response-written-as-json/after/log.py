import json

import openai


def ask(messages, log):
    response = openai.chat.completions.create(model="gpt-4", messages=messages)
    log.write(json.dumps(response.model_dump(exclude_unset=True)))
