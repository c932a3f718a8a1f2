import openai


def create(**config):
    openai.api_key_path = config.pop("api_key_path", openai.api_key_path)
    return openai.ChatCompletion.create(**config)["choices"][0]["message"]["content"]
