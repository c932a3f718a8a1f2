import openai
import tenacity

openai.api_key = "k"


def given_up(messages):
    try:
        return openai.ChatCompletion.create(model="gpt-4", messages=messages, timeout=0)["choices"][0]["message"]["content"]
    except openai.error.TryAgain:
        return "try again"


def among_others():
    try:
        return openai.Image.create(prompt="x")["data"][0]["url"]
    except (openai.error.RateLimitError, openai.error.TryAgain) as error:
        print("later")
        raise error


@tenacity.retry(retry=tenacity.retry_if_exception_type(openai.error.TryAgain), stop=tenacity.stop_after_attempt(2), reraise=True)
def tried_twice(text):
    return openai.Moderation.create(input=text)["results"][0]["flagged"]


def raised(busy):
    if busy:
        raise openai.error.TryAgain("busy")


def held(busy):
    try:
        raised(busy)
    except openai.error.TryAgain as error:
        return str(error)
