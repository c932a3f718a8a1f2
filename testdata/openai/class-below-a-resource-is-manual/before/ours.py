import openai

try:
    from somewhere import Base
except ImportError:
    Base = openai.Completion


class Elsewhere(openai.ChatCompletion):
    # The class that is gone asks for it.
    OBJECT_NAME = "chat.other"


class Told(openai.ChatCompletion):
    @classmethod
    def where(cls):
        return cls.class_url()


class Known(openai.Completion):
    pass


def is_known(cls):
    return issubclass(cls, openai.Completion)


class Kept(openai.Image):
    pass


def keep(shelf):
    kept = Kept()
    shelf.append(kept)
    return kept


class Beside:
    @classmethod
    def transcribe(cls, *args, **kwargs):
        return super().transcribe(*args, **kwargs)


class Mixed(Beside, openai.Audio):
    pass


class Patched(openai.Embedding):
    pass


def replace(monkeypatch, fake):
    monkeypatch.setattr(Patched, "create", fake)


class Unsure(Base):
    pass


class Chosen(openai.Moderation):
    @classmethod
    def check(cls, text):
        return cls.create(input=text)


class Other(Chosen):
    @classmethod
    def create(cls, input):
        return {"results": []}


class Both(
    openai.File,  # for the old one
):
    pass
