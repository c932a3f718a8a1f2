import openai

openai.api_key = "k"


def caught():
    try:
        return openai.Image.create(prompt="x")["data"][0]["url"]
    except openai.error.OpenAIError:
        return "refused"


def told_apart():
    try:
        return openai.Image.create(prompt="x")["data"][0]["url"]
    except openai.error.RateLimitError:
        return "slow down"
    except openai.error.TryAgain:
        return "try again"
    except openai.error.AuthenticationError:
        return "no key"
    except openai.error.OpenAIError:
        return "refused"


def anything(text):
    try:
        return openai.Moderation.create(input=text)["results"][0]["flagged"]
    except Exception as error:
        return isinstance(error, openai.error.OpenAIError)
