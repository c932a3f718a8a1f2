import openai


class Client:
    def __init__(self, base):
        self.base = base

    def use(self):
        openai.api_type = "azure"
        openai.api_base = self.base
        openai.api_version = "2023-05-15"
        openai.api_key = "k"

    def complete(self, prompt):
        self.use()
        return openai.Completion.create(engine="m", prompt=prompt)["choices"][0]["text"]
