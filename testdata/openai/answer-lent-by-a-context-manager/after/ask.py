from contextlib import contextmanager
import openai
@contextmanager
def chat():
    yield openai.chat.completions.create(model="x", messages=[])
def f():
    with chat() as a:
        return [item.model_dump(exclude_unset=True) for item in a.choices]


def g():
    with chat() as answer:
        return answer.choices[0].message.content
