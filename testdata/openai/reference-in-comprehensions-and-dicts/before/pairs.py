import openai


def one(q):
    return [f(model="m", **kw)["id"] for f, kw in ((openai.Completion.create, {"prompt": q}), (openai.ChatCompletion.create, {"messages": q}))]
