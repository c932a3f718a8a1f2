import openai


def kept(messages):
    history = []
    for text in messages:
        message = openai.chat.completions.create(model="gpt-4", messages=[text]).choices[0].message
        if message.model_dump(exclude_unset=True) not in history:
            history.append(message.model_dump(exclude_unset=True))
    return len(history)


def place(messages, known):
    answers = [openai.chat.completions.create(model="gpt-4", messages=messages).choices[0].message.model_dump(exclude_unset=True)]
    answers.append({"role": "user", "content": known})
    return answers.index({"role": "user", "content": known})


def others(messages):
    choices = openai.chat.completions.create(model="gpt-4", messages=messages, n=3).choices
    return [item.model_dump(exclude_unset=True) for item in choices].index(choices[-1].model_dump(exclude_unset=True)), [item.model_dump(exclude_unset=True) for item in choices].count(choices[0].model_dump(exclude_unset=True))


def rest(messages):
    choices = openai.chat.completions.create(model="gpt-4", messages=messages, n=3).model_dump(exclude_unset=True)["choices"]
    choices.remove(choices[0])
    return len(choices)


def named(messages):
    response = openai.chat.completions.create(model="gpt-4", messages=messages)
    return response.usage is not None and response.choices[0].finish_reason in ("stop", "length")
