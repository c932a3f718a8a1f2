from dataclasses import dataclass

from openai.openai_object import OpenAIObject


class AsksAgain(OpenAIObject):
    def again(self):
        return self.request("get", "/models")


@dataclass
class OfFields(OpenAIObject):
    text: str


class Named:
    def name(self):
        return type(self).__name__


class WithMore(OpenAIObject, Named):
    pass
