from shared import Image


def draw(prompt):
    return Image.create(prompt=prompt)["data"][0]["url"]
