"""What answers of openai are kept in."""


class Base:
    def __init__(self, answer):
        self.answer = answer
