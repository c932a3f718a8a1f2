import openai


class D(dict):
    pass


def two(q):
    d = D(a=lambda *args, **kwargs: openai.completions.create(*args, **kwargs).model_dump(exclude_unset=True))
    return d["a"](model="m", prompt=q)["id"]
