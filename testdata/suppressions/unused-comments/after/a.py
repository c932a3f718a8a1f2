import openai

kept = openai.ChatCompletion  # exuvia: ignore[OAI101]


def ask(messages):
    return openai.ChatCompletion.create(  # noqa: E501  # exuvia: ignore[OAI102]  # the old server
        model="m", messages=messages
    )


def more(text):
    x = 1  # because
    y = 2  # noqa
    z = "# exuvia: ignore[OAI102]"  # exuvia: ignore[DEP101]
    return x + y, z
