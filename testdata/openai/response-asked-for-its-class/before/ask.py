import openai


def ask(messages):
    response = openai.ChatCompletion.create(model="gpt-4", messages=messages)
    assert isinstance(response, dict)
    return response["choices"][0].message
