import openai

openai.api_key = "k"

other = lambda *args, **kwargs: openai.models.list(*args, **kwargs)


def ask(messages):
    return openai.chat.completions.create(model="gpt-4", messages=messages).choices[0].message.content


def paint(prompt):
    return openai.images.generate(prompt=prompt).model_dump(exclude_unset=True)["data"]
