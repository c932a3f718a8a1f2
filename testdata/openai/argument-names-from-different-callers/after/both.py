import openai


def _arguments(**arguments):
    """Gives the arguments of a call the names that they have now."""
    model = arguments.pop("engine", None)
    if model:
        arguments["model"] = model
    return arguments


def complete(**options):
    return openai.completions.create(prompt="once", **_arguments(**options)).choices[0].text


print(complete(model="davinci-002"), complete(model="davinci-002", engine="davinci"))
