import openai


def raw(messages):
    response = openai.chat.completions.create(model="gpt-4", messages=messages)
    return response.model_dump(exclude_unset=True)
