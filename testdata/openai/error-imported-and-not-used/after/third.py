import openai


def is_wrong_key(error):
    return isinstance(error, openai.AuthenticationError)
