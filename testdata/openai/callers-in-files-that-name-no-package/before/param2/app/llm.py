import openai


def ask(messages):
    return openai.ChatCompletion.create(model="gpt-4", messages=messages)


class Bot:
    def ask(self, messages):
        return openai.ChatCompletion.create(model="gpt-4", messages=messages)


bot = Bot()
