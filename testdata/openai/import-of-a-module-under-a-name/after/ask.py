import openai
def f(m):
    openai.completions.create(model="m", prompt=m)
    openai.chat.completions.create(model="m", messages=m)
    return openai.chat.completions.create(model="m", messages=m).model_dump(exclude_unset=True)
def g(p):
    return openai.images.generate(prompt=p).data[0].url
