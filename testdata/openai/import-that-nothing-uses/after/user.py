import openai


def draw(prompt):
    return openai.images.generate(prompt=prompt).data[0].url
