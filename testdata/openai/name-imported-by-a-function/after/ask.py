import importlib


def ask(question):
    sdk = importlib.import_module("openai")
    return sdk.completions.create(model="gpt-3.5-turbo-instruct", prompt=question).choices[0].text


def key():
    return __import__("openai.error").api_key


def module(name):
    return importlib.import_module(name).ChatCompletion
