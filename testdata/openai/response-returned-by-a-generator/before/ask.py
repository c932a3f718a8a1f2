import openai


def asked(messages):
    yield "asking"
    response = openai.ChatCompletion.create(model="gpt-4", messages=messages)
    return response


def steps(messages):
    response = yield from asked(messages)
    yield response["choices"][0]["message"]["content"]
