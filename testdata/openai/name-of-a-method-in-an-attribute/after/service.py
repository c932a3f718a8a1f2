import openai


class Service:
    def __init__(self):
        self.create = openai.completions.create

    def complete(self, prompt):
        return self.create(model="davinci-002", prompt=prompt).choices[0].text


class Chat:
    create = staticmethod(lambda *args, **kwargs: openai.chat.completions.create(*args, **kwargs))

    def ask(self, messages):
        return self.create(model="gpt-4", messages=messages).choices[0].message.content
