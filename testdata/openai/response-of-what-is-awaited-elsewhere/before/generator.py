import openai
from other import respond


def pieces(prompt):
    for chunk in openai.Completion.create(model="davinci-002", prompt=prompt, stream=True):
        yield chunk


def answer(prompt):
    return respond(pieces(prompt))
