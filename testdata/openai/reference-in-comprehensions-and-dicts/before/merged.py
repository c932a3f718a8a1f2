import openai


def seven(q):
    d = {**{"a": openai.Completion.create}}
    return d["a"](model="m", prompt=q)["choices"]
