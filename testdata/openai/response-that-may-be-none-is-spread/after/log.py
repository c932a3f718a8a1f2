import openai


def record(user, messages):
    response = openai.chat.completions.create(model="gpt-4", messages=messages, user=user)
    return {"id": response.id, "user": user, **response.usage.model_dump(exclude_unset=True)}


def usage(messages):
    response = openai.chat.completions.create(model="gpt-4", messages=messages)
    return response.usage.model_dump(exclude_unset=True), sorted(response.usage.model_dump(exclude_unset=True).items())
