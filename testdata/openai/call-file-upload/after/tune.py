import openai


def upload(path):
    with open(path, "rb") as examples:
        uploaded = openai.files.create(file=examples, purpose="fine-tune")
    return uploaded.id
