import openai
from openai import OpenAI

client = OpenAI(api_key="k")


def caught():
    try:
        return client.images.generate(prompt="x").data[0].url
    except openai.OpenAIError:
        return "refused"


def told_apart():
    try:
        return client.images.generate(prompt="x").data[0].url
    except openai.RateLimitError:
        return "slow down"
    except openai.ConflictError:
        return "try again"
    except openai.AuthenticationError:
        return "no key"
    except openai.OpenAIError:
        return "refused"


def anything(text):
    try:
        return client.moderations.create(input=text).results[0].flagged
    except Exception as error:
        return isinstance(error, openai.OpenAIError)
