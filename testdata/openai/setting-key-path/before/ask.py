import openai


class Completion:
    @classmethod
    def create(cls, **config):
        config = config.copy()
        openai.api_key_path = config.pop("api_key_path", openai.api_key_path)
        return openai.ChatCompletion.create(**config)["choices"][0]["message"]["content"]


def ask(prompt):
    return openai.Completion.create(model="m", prompt=prompt)["choices"][0]["text"]
