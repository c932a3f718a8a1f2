import json

import openai


def ask(messages):
    response = openai.ChatCompletion.create(model="gpt-4", messages=messages)
    message = response["choices"][0]["message"]
    print(response["usage"])
    print(json.dumps({"usage": response["usage"]}))
    return message["content"], response["choices"][0]["message"].get("role", "none")


def named(messages):
    response = openai.ChatCompletion.create(model="gpt-4", messages=messages)
    print(response["choices"][0].get("logprobs", "none") is None)
    try:
        return response.choices[0].message.function_call.name
    except AttributeError:
        return response["choices"][0]["message"].get("content", "nothing")
