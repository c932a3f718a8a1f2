import openai


def library():
    return openai
