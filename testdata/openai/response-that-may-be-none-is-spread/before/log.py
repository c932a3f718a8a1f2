import openai


def record(user, messages):
    response = openai.ChatCompletion.create(model="gpt-4", messages=messages, user=user)
    return {"id": response.id, "user": user, **response["usage"]}


def usage(messages):
    response = openai.ChatCompletion.create(model="gpt-4", messages=messages)
    return response["usage"].to_dict(), sorted(response.usage.items())
