import openai

KEY = "sk-1"


def asked(messages):
    # team key
    # who pays
    return openai.OpenAI(api_key=KEY, organization="org-1").chat.completions.create(
        model="gpt-4",
        messages=messages,  # the whole history
    ).id


async def asked_later(messages, key):
    client = openai.AsyncOpenAI(api_key=key, base_url="http://localhost:1")
    # Ask first.
    # the proxy
    response = await client.chat.completions.create(
        model="gpt-4",
        messages=messages,
    )
    return response.id


def sampled(messages):
    # sampling
    return openai.chat.completions.create(
        model="gpt-4",
        messages=messages,
        extra_body={"top_k": 1, "min_p": 2},  # low
    ).id
