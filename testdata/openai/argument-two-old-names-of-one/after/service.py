import openai


def _arguments(**arguments):
    """Gives the arguments of a call the names that they have now."""
    for old, new in (
        ("deployment_id", "model"),
        ("engine", "model"),
    ):
        value = arguments.pop(old, None)
        if value:
            arguments[new] = value
    return arguments


def in_a_dict(messages, deployment):
    config = {"engine": "gpt-4", "deployment_id": deployment}
    return openai.chat.completions.create(messages=messages, **_arguments(**config)).id


def named(messages, deployment):
    return openai.chat.completions.create(
        model="gpt-4",
        messages=messages,
    ).id


def ask(messages, **options):
    return openai.chat.completions.create(messages=messages, **_arguments(**options)).id


def passed_on(messages):
    config = {"engine": "gpt-4", "deployment_id": "gpt-35"}
    return ask(messages, **config)
