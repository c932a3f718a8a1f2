import openai
import requests


def session():
    session = requests.Session()
    session.headers["x-team"] = "one"
    return session


def models():
    openai.requestssession = session
    return len(openai.Model.list()["data"])


def has_one():
    return openai.requestssession is not None
