import openai


def attributes(messages):
    response = openai.ChatCompletion.create(model="gpt-4", messages=messages)
    return vars(response)
