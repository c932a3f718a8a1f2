import openai

# exuvia: ignore[OAI102]
kept = openai.ChatCompletion  # exuvia: ignore[OAI101, OAI201]


def ask(messages):  # exuvia: ignore
    return openai.ChatCompletion.create(  # noqa: E501  # exuvia: ignore[OAI102]  # the old server
        model="m", messages=messages
    )


def more(text):
    x = 1  # exuvia: ignore[OAI102]  # because
    y = 2  # noqa  # exuvia: ignore[openai] for now
    z = "# exuvia: ignore[OAI102]"  # exuvia: ignore[DEP101]
    return x + y, z
