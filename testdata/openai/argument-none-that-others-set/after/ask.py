import openai
import settings

timeout = None


class Bot:
    headers = None

    def __init__(self):
        self.more = None

    def ask(self, messages):
        first = openai.chat.completions.create(model="gpt-4", messages=messages, extra_headers=self.headers)
        return first.model_dump(exclude_unset=True), openai.chat.completions.create(model="gpt-4", messages=messages, extra_headers=self.more).model_dump(exclude_unset=True)


def ask(messages):
    return openai.chat.completions.create(model="gpt-4", messages=messages, extra_headers=settings.headers).model_dump(exclude_unset=True)


def plain(messages, headers=None):
    nothing = None
    response = openai.chat.completions.create(model="gpt-4", messages=messages)
    return response.choices[0].message.content


def patient(messages):
    response = openai.ChatCompletion.create(model="gpt-4", messages=messages, request_timeout=timeout)
    return response["choices"][0]["message"]["content"]
