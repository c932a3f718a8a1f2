import httpx
import openai
from openai import OpenAI
import tenacity

client = OpenAI(api_key="k")


def given_up(messages):
    try:
        return client.chat.completions.create(model="gpt-4", messages=messages).choices[0].message.content
    except openai.ConflictError:
        return "try again"


def among_others():
    try:
        return client.images.generate(prompt="x").data[0].url
    except (openai.RateLimitError, openai.ConflictError) as error:
        print("later")
        raise error


@tenacity.retry(retry=tenacity.retry_if_exception_type(openai.ConflictError), stop=tenacity.stop_after_attempt(2), reraise=True)
def tried_twice(text):
    return client.moderations.create(input=text).results[0].flagged


def raised(busy):
    if busy:
        raise openai.ConflictError("busy", response=httpx.Response(409, request=httpx.Request("POST", "https://api.openai.com/v1")), body=None)


def held(busy):
    try:
        raised(busy)
    except openai.ConflictError as error:
        return str(error)
