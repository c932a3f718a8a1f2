import openai


def ask(messages):
    response = openai.chat.completions.create(model="gpt-4", messages=messages).model_dump(exclude_unset=True)
    assert isinstance(response, dict)
    return response["choices"][0]["message"]
