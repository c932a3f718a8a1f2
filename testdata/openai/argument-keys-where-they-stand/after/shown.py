import openai


def _arguments(**arguments):
    """Gives the arguments of a call the names that they have now."""
    model = arguments.pop("engine", None)
    if model:
        arguments["model"] = model
    return arguments


SETTINGS = {"engine": "davinci", "max_tokens": 5}


def ask(prompt):
    print("settings:", sorted(SETTINGS))
    return openai.completions.create(prompt=prompt, **_arguments(**SETTINGS)).choices[0].text
