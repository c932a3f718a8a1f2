import openai


def raw(messages):
    response = openai.ChatCompletion.create(model="gpt-4", messages=messages)
    return response.to_dict_recursive()
