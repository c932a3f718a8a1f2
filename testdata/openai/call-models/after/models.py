import openai


def names():
    return sorted(model.id for model in openai.models.list().data)


def owner(name):
    return openai.models.retrieve(name).owned_by
