import openai


def completion():
    return openai.Completion.create


def chat():
    return openai.ChatCompletion.create


class Caller:
    def __init__(self, function):
        self.function = function

    def ask(self, **options):
        return self.function(**options)


Caller(completion()).ask(prompt="Hi")
Caller(chat()).ask(messages=[])
