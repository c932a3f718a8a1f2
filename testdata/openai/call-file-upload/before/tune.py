import openai


def upload(path):
    with open(path, "rb") as examples:
        uploaded = openai.File.create(file=examples, purpose="fine-tune")
    return uploaded["id"]
