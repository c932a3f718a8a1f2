import openai


class Service:
    def __init__(self):
        self.create = openai.Completion.create

    def complete(self, prompt):
        return self.create(engine="davinci-002", prompt=prompt)["choices"][0]["text"]


class Chat:
    create = openai.ChatCompletion.create

    def ask(self, messages):
        return self.create(model="gpt-4", messages=messages)["choices"][0]["message"]["content"]
