from openai import APIError

def f(e: APIError):
    return isinstance(e, APIError)
