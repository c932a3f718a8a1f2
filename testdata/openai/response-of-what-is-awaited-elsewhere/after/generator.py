import openai
from other import respond


def pieces(prompt):
    for chunk in openai.completions.create(model="davinci-002", prompt=prompt, stream=True):
        yield chunk.model_dump(exclude_unset=True)


def answer(prompt):
    return respond(pieces(prompt))
