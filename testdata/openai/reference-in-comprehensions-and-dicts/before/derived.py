import openai


class D(dict):
    pass


def two(q):
    d = D(a=openai.Completion.create)
    return d["a"](model="m", prompt=q)["id"]
