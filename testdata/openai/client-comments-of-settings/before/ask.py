import openai

openai.api_key = "k"  # team key
openai.organization = "o"  # the org


def f(messages):
    return openai.ChatCompletion.create(
        model="m",
        messages=messages,
    )["id"]
