import openai


class Model:
    def __init__(self, base=None, other=None):
        self.base = base
        self.other = other

    def connect(self, base=None, key=None):
        if base:
            openai.api_key = key
            openai.base_url = base.rstrip("/") + "/"
        elif self.base and not self.other:
            openai.base_url = self.base.rstrip("/") + "/"

    def reconnect(self):
        if self.base:
            self.connect()
            openai.base_url = self.base and self.base.rstrip("/") + "/"

    def ask(self, prompt):
        return openai.chat.completions.create(model="gpt-4", messages=[{"role": "user", "content": prompt}]).choices[0].message.content
