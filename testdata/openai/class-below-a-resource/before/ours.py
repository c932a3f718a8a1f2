from abc import ABCMeta

import openai


class Counted(metaclass=ABCMeta):
    """How often something is asked."""

    calls = 0
    other = None

    @classmethod
    def count(cls):
        cls.calls += 1
        return cls.calls


class Chat(openai.ChatCompletion):
    @classmethod
    def ask(cls, text):
        answer = cls.create(model="gpt-4", messages=[{"role": "user", "content": text}])
        return answer["choices"][0]["message"]["content"]


class Logged(openai.ChatCompletion, Counted):
    @classmethod
    def create(cls, *args, **kwargs):
        print(cls.count())
        answer = super().create(*args, **kwargs)
        print(answer["choices"][0]["message"]["content"])
        return answer

    @classmethod
    async def acreate(cls, **kwargs):
        return await super(Logged, cls).acreate(**kwargs)


class Text(Counted, openai.Completion):
    """Asks somebody else if there is one."""

    @classmethod
    def create(cls, **kwargs):
        return super().create(**kwargs) if cls.other is None else cls.other(**kwargs)


class Shouted(Chat):
    @classmethod
    def ask(cls, text):
        return super().ask(text.upper())
