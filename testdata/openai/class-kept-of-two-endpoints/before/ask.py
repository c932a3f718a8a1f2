import openai

openai.api_type = "azure"
openai.api_version = "2023-05-15"


class Asker:
    def __init__(self):
        self.api = openai.Completion

    def complete(self, prompt, base):
        openai.api_base = base
        return self.api.create(engine="m", prompt=prompt)["choices"][0]["text"]
