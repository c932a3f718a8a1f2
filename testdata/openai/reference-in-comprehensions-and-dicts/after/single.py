import openai


def one(q):
    return [f(model="m", prompt=q).id for f in (openai.completions.create,)]
