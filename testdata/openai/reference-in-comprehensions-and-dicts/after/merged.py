import openai


def seven(q):
    d = {**{"a": openai.completions.create}}
    return [item.model_dump(exclude_unset=True) for item in d["a"](model="m", prompt=q).choices]
