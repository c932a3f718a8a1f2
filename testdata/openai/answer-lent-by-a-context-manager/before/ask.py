from contextlib import contextmanager
import openai
@contextmanager
def chat():
    yield openai.ChatCompletion.create(model="x", messages=[])
def f():
    with chat() as a:
        return a["choices"]


def g():
    with chat() as answer:
        return answer["choices"][0]["message"]["content"]
