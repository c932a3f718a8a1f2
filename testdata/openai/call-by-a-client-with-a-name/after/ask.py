import openai

KEY = "sk-one"


def ask(question, key):
    client = openai.OpenAI(api_key=key)
    # What it is about.
    return client.completions.create(model="davinci-002", prompt=question).choices[0].text.strip()


def short(q, key):
    client = openai.OpenAI(api_key=key)
    return client.completions.create(model="m", prompt=q).choices[0].text


def both(question, key):
    return openai.OpenAI(api_key=key).completions.create(model="m", prompt=question).model_dump(exclude_unset=True), openai.OpenAI(api_key=key).completions.create(model="m", prompt="b").model_dump(exclude_unset=True)


def perhaps(question, key):
    return question and openai.OpenAI(api_key=key).completions.create(model="davinci-002", prompt=question).choices[0].text


def each(questions, key):
    return [openai.OpenAI(api_key=key).completions.create(model="davinci-002", prompt=one).choices[0].text for one in questions]


def later(key):
    return lambda question: openai.OpenAI(api_key=key).completions.create(model="davinci-002", prompt=question).choices[0].text


def branches(question, key, again):
    if again: return openai.OpenAI(api_key=key).completions.create(model="davinci-002", prompt=question).choices[0].text
    elif openai.OpenAI(api_key=key).completions.create(model="davinci-002", prompt=question).choices[0].text.strip():
        return "said"


def stream(question, key):
    try:
        client = openai.OpenAI(api_key=key, organization="org-1")
        for chunk in client.completions.create(model="davinci-002", prompt=question, stream=True):
            yield chunk.choices[0].text
    except openai.RateLimitError:
        yield "wait"


class Asked:
    answer = openai.OpenAI(api_key=KEY, organization="organization").completions.create(model="davinci-002", prompt="why").choices[0].text
