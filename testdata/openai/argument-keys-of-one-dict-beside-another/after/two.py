import openai


def _arguments(**arguments):
    """Gives the arguments of a call the names that they have now."""
    model = arguments.pop("engine", None)
    if model:
        arguments["model"] = model
    return arguments


LIMITS = {"engine": "babbage-002"}
NAMES = {"model": "davinci-002"}
MORE = {"extra_headers": {"x-team": "a"}, "max_tokens": 3}


def both(prompt):
    return openai.completions.create(prompt=prompt, **_arguments(**LIMITS, **NAMES)).choices[0].text


def apart(prompt):
    return openai.completions.create(prompt=prompt, model="m", **MORE, **{"n": 1}).choices[0].text
