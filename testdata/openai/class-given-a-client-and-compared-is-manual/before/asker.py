import openai


class Asker:
    def __init__(self, chat):
        self.resource = openai.ChatCompletion if chat else openai.Completion

    def now(self, prompt, key):
        return self.resource.create(model="m", messages=prompt, api_key=key)["id"]

    def is_chat(self):
        return self.resource is openai.ChatCompletion
