from openai import OpenAI

# the org
client = OpenAI(api_key="k", organization="o")  # team key


def f(messages):
    return client.chat.completions.create(
        model="m",
        messages=messages,
    ).id
