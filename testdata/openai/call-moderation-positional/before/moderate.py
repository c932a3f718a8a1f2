import openai


def is_flagged(text):
    return openai.Moderation.create(text)["results"][0]["flagged"]
