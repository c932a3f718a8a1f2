import openai


def _arguments(**arguments):
    """Gives the arguments of a call the names that they have now."""
    model = arguments.pop("engine", None)
    if model:
        arguments["model"] = model
    return arguments


MESSAGES = [{"role": "user", "content": "hello"}]


def ask(**options):
    if "engine" in options:
        print("by a deployment")
    return openai.chat.completions.create(messages=MESSAGES, **_arguments(**options)).choices[0].message.content


print(ask(model="gpt-4"), ask(engine="gpt-35"))
