from openai import AuthenticationError


def is_wrong_key(error):
    return isinstance(error, AuthenticationError)
