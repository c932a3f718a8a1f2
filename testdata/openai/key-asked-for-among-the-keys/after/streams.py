import openai


def told(messages):
    text, roles = "", 0
    for event in openai.chat.completions.create(model="gpt-4", messages=messages, stream=True):
        choice = event.choices[0]
        if choice.delta.content is not None:
            text += choice.delta.content
        if choice.delta.role is None:
            roles += 1
        if hasattr(event, "choices") and not "usage" in list(event.model_dump(exclude_unset=True).keys()):
            print(choice.finish_reason)
    return text, roles
