import openai


def without_background(path, mask_path, prompt):
    with open(path, "rb") as image, open(mask_path, "rb") as mask:
        answer = openai.Image.create_edit(image, mask, prompt=prompt, n=1)
    return answer["data"][0]["url"]


def variation(path):
    with open(path, "rb") as image:
        return openai.Image.create_variation(image, n=1)["data"][0]["url"]
