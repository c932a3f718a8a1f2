import openai
from openai import Moderation as OldModeration


def told(handler, read, *args, **kwargs):
    answer = handler(*args, **kwargs)
    print(read(answer))
    return answer


class Image(openai.Image):
    @classmethod
    def _ask(cls, *args, **kwargs):
        return super().create(*args, **kwargs)

    @classmethod
    def create(cls, *args, **kwargs):
        return told(cls._ask, lambda answer: len(answer["data"]), *args, **kwargs)


class Audio(openai.Audio):
    @classmethod
    def transcribe(cls, model, file, **kwargs):
        def ask(**given):
            return super(Audio, cls).transcribe(**given)

        return told(ask, len, model=model, file=file, **kwargs)


class Moderation(OldModeration):
    @classmethod
    def _ask(cls, **kwargs):
        return super().create(**kwargs)

    @classmethod
    def create(cls, **kwargs):
        return told(cls._ask, lambda answer: len(answer["results"]), **kwargs)


def draw(key):
    return Image.create(prompt="a cat", n=1, api_key=key)


def hear(path, key, kind):
    return Audio.transcribe("whisper-1", open(path, "rb"), api_key=key, response_format=kind)


def check(text, key, model):
    return Moderation.create(input=text, api_key=key, model=model)
