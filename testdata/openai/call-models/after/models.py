import openai


def names():
    return sorted(model.id for model in openai.models.list().data)


def owner(name):
    return openai.models.retrieve(model=name).owned_by
