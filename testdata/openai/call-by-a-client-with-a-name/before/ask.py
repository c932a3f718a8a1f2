import openai

KEY = "sk-one"


def ask(question, key):
    # What it is about.
    return openai.Completion.create(engine="davinci-002", prompt=question, api_key=key)["choices"][0]["text"].strip()


def short(q, key):
    return openai.Completion.create(engine="m", prompt=q, api_key=key)["choices"][0]["text"]


def both(question, key):
    return openai.Completion.create(engine="m", prompt=question, api_key=key), openai.Completion.create(engine="m", prompt="b", api_key=key)


def perhaps(question, key):
    return question and openai.Completion.create(engine="davinci-002", prompt=question, api_key=key)["choices"][0]["text"]


def each(questions, key):
    return [openai.Completion.create(engine="davinci-002", prompt=one, api_key=key)["choices"][0]["text"] for one in questions]


def later(key):
    return lambda question: openai.Completion.create(engine="davinci-002", prompt=question, api_key=key)["choices"][0]["text"]


def branches(question, key, again):
    if again: return openai.Completion.create(engine="davinci-002", prompt=question, api_key=key)["choices"][0]["text"]
    elif openai.Completion.create(engine="davinci-002", prompt=question, api_key=key)["choices"][0]["text"].strip():
        return "said"


def stream(question, key):
    try:
        for chunk in openai.Completion.create(engine="davinci-002", prompt=question, api_key=key, organization="org-1", stream=True):
            yield chunk["choices"][0]["text"]
    except openai.error.RateLimitError:
        yield "wait"


class Asked:
    answer = openai.Completion.create(engine="davinci-002", prompt="why", api_key=KEY, organization="organization")["choices"][0]["text"]
