import openai


def both(messages):
    response = openai.ChatCompletion.create(model="gpt-4", messages=messages)
    return "{0.id}: {0[model]}".format(response)
