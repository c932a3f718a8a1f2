import openai

from .base import Base


class Writer(Base):
    def __init__(self):
        self.client = openai.completions
