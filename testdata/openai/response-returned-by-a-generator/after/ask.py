import openai


def asked(messages):
    yield "asking"
    response = openai.chat.completions.create(model="gpt-4", messages=messages)
    return response.model_dump(exclude_unset=True)


def steps(messages):
    response = yield from asked(messages)
    yield response["choices"][0]["message"]["content"]
