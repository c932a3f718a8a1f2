import openai


def names(messages):
    response = openai.chat.completions.create(model="gpt-4", messages=messages)
    message = response.choices[0].message
    if hasattr(message, "tone") and not hasattr(message, "mood"):
        print(message.model_dump(exclude_unset=True)["tone"])
    return message.role, getattr(message, "name", "nobody"), getattr(message, "tone", None)


def permissions():
    return [getattr(model, "permission", []) for model in openai.models.list().data]
