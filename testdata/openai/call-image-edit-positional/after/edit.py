import openai


def without_background(path, mask_path, prompt):
    with open(path, "rb") as image, open(mask_path, "rb") as mask:
        answer = openai.images.edit(image=image, mask=mask, prompt=prompt, n=1)
    return answer.data[0].url


def variation(path):
    with open(path, "rb") as image:
        return openai.images.create_variation(image=image, n=1).data[0].url
