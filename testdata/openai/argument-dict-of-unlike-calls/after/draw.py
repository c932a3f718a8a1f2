import openai


def _arguments(**arguments):
    """Gives the arguments of a call the names that they have now."""
    timeout = arguments.pop("request_timeout", None)
    if timeout:
        arguments["timeout"] = timeout
    return arguments


OPTIONS = {"user": "me", "request_timeout": 30}


def ask(prompt):
    return openai.completions.create(model="davinci-002", prompt=prompt, **_arguments(**OPTIONS)).choices[0].text


def draw(prompt):
    return openai.Image.create(prompt=prompt, **OPTIONS)["data"][0]["url"]
