import openai


def is_flagged(text):
    return openai.moderations.create(input=text).results[0].flagged
