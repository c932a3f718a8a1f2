from completion import Completion


def ask(messages):
    response = Completion.create(model="gpt-4", messages=messages)
    return Completion.text(response)
