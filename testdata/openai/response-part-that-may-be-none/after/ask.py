import json

import openai


def ask(messages):
    response = openai.chat.completions.create(model="gpt-4", messages=messages)
    message = response.choices[0].message
    print(json.dumps(response.usage.model_dump(exclude_unset=True), indent=2) if response.usage else None)
    print(json.dumps({"usage": response.usage.model_dump(exclude_unset=True) if response.usage else None}))
    return message.content, response.choices[0].message.role


def named(messages):
    response = openai.chat.completions.create(model="gpt-4", messages=messages)
    print(response.choices[0].model_dump(exclude_unset=True).get("logprobs", "none") is None)
    try:
        return response.choices[0].message.function_call.name
    except AttributeError:
        return response.choices[0].message.content if response.choices[0].message.content is not None else "nothing"
