from operator import attrgetter, methodcaller

import openai

complete = lambda *args, **kwargs: openai.completions.create(*args, **kwargs)
chat, embedding = attrgetter("ChatCompletion", "Embedding")(openai)
base = attrgetter("api_base")


def ask(prompt, messages):
    text = complete(model="m", prompt=prompt).choices[0].text
    vector = openai.embeddings.create(model="m", input=text).data[0].embedding
    call = methodcaller("create", model="m", messages=messages)
    return vector, openai.chat.completions.create(model="m", messages=messages).model_dump(exclude_unset=True), call(openai.ChatCompletion)


def where():
    return base(openai)


def member(name):
    return attrgetter(name)(openai)
