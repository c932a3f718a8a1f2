import openai


def none():
    return openai.proxy is None


def both(proxy):
    openai.proxy = {"http": proxy, "https": proxy}
    return openai.proxy["http"]
