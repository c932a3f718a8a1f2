"""Keeps answers of openai."""

from zbase import Base


class Note(Base):
    def text(self):
        return self.answer["choices"][0]["message"]["content"]
