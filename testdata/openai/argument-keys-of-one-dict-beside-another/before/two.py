import openai

LIMITS = {"engine": "babbage-002"}
NAMES = {"model": "davinci-002"}
MORE = {"headers": {"x-team": "a"}, "max_tokens": 3}


def both(prompt):
    return openai.Completion.create(prompt=prompt, **LIMITS, **NAMES)["choices"][0]["text"]


def apart(prompt):
    return openai.Completion.create(prompt=prompt, model="m", **MORE, **{"n": 1})["choices"][0]["text"]
