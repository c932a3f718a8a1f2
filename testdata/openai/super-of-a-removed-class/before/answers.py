import openai
from openai.openai_object import OpenAIObject


class Answer(OpenAIObject):
    def __init__(self, **kwargs):
        super().__init__(**kwargs)

    def again(self, values):
        return super().refresh_from(values)


class Chat(openai.ChatCompletion):
    @classmethod
    def create(cls, *args, **kwargs):
        return super().create(*args, **kwargs)
