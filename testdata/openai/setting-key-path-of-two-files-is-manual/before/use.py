import openai


def use(path):
    openai.api_key_path = path
