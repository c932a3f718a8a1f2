import openai
import settings

timeout = None


class Bot:
    headers = None

    def __init__(self):
        self.more = None

    def ask(self, messages):
        first = openai.ChatCompletion.create(model="gpt-4", messages=messages, headers=self.headers)
        return first, openai.ChatCompletion.create(model="gpt-4", messages=messages, headers=self.more)


def ask(messages):
    return openai.ChatCompletion.create(model="gpt-4", messages=messages, headers=settings.headers)


def plain(messages, headers=None):
    nothing = None
    response = openai.ChatCompletion.create(model="gpt-4", messages=messages, headers=nothing, request_id=None)
    return response["choices"][0]["message"]["content"]


def patient(messages):
    response = openai.ChatCompletion.create(model="gpt-4", messages=messages, request_timeout=timeout)
    return response["choices"][0]["message"]["content"]
