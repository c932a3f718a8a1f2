import openai


def kept(messages):
    history = []
    for text in messages:
        message = openai.ChatCompletion.create(model="gpt-4", messages=[text])["choices"][0]["message"]
        if message not in history:
            history.append(message)
    return len(history)


def place(messages, known):
    answers = [openai.ChatCompletion.create(model="gpt-4", messages=messages)["choices"][0]["message"]]
    answers.append({"role": "user", "content": known})
    return answers.index({"role": "user", "content": known})


def others(messages):
    choices = openai.ChatCompletion.create(model="gpt-4", messages=messages, n=3)["choices"]
    return choices.index(choices[-1]), choices.count(choices[0])


def rest(messages):
    choices = openai.ChatCompletion.create(model="gpt-4", messages=messages, n=3)["choices"]
    choices.remove(choices[0])
    return len(choices)


def named(messages):
    response = openai.ChatCompletion.create(model="gpt-4", messages=messages)
    return "usage" in response and response["choices"][0]["finish_reason"] in ("stop", "length")
