import openai


def told(messages):
    text, roles = "", 0
    for event in openai.ChatCompletion.create(model="gpt-4", messages=messages, stream=True):
        choice = event.choices[0]
        if "content" in choice.delta.keys():
            text += choice.delta.content
        if "role" not in choice["delta"].keys():
            roles += 1
        if "choices" in event.keys() and not "usage" in list(event.keys()):
            print(choice["finish_reason"])
    return text, roles
