import openai

KEY = "sk-1"


def asked(messages):
    return openai.ChatCompletion.create(
        model="gpt-4",
        api_key=KEY,  # team key
        organization="org-1",  # who pays
        messages=messages,  # the whole history
    )["id"]


async def asked_later(messages, key):
    # Ask first.
    response = await openai.ChatCompletion.acreate(
        model="gpt-4",
        timeout=3,  # goes with the argument
        messages=messages,
        api_key=key,  # type: ignore
        api_base="http://localhost:1",  # the proxy
    )
    return response["id"]


def sampled(messages):
    return openai.ChatCompletion.create(
        model="gpt-4",
        top_k=1,  # sampling
        messages=messages,
        min_p=2,  # low
    )["id"]
