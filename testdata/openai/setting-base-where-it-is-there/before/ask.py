import openai


class Model:
    def __init__(self, base=None, other=None):
        self.base = base
        self.other = other

    def connect(self, base=None, key=None):
        if base:
            openai.api_key = key
            openai.api_base = base
        elif self.base and not self.other:
            openai.api_base = self.base

    def reconnect(self):
        if self.base:
            self.connect()
            openai.api_base = self.base

    def ask(self, prompt):
        return openai.ChatCompletion.create(model="gpt-4", messages=[{"role": "user", "content": prompt}])["choices"][0]["message"]["content"]
