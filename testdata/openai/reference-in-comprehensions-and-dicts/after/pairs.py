import openai


def one(q):
    return [f(model="m", **kw).id for f, kw in ((openai.completions.create, {"prompt": q}), (openai.chat.completions.create, {"messages": q}))]
