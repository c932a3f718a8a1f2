import openai


def configure(config):
    openai.api_key = config.key
