import openai
from somewhere import show


def run(callback, messages):
    callback(openai.ChatCompletion.create(model="gpt-4", messages=messages))


def count(messages):
    run(show, messages)
    run(lambda response: print(response.usage.total_tokens), messages)


class Bot:
    def __init__(self, on_answer=None):
        self.on_answer = on_answer

    def ask(self, prompt):
        response = openai.Completion.create(model="ada", prompt=prompt)
        if self.on_answer:
            self.on_answer(response)
        return response["choices"][0]["text"]


def tell(response):
    print(response.usage.total_tokens)


print(Bot(on_answer=tell).ask("x"), Bot().ask("y"))
