import openai


def use(url):
    openai.api_base = url
