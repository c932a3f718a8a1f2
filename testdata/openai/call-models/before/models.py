import openai


def names():
    return sorted(model["id"] for model in openai.Model.list()["data"])


def owner(name):
    return openai.Model.retrieve(name)["owned_by"]
