try:
    import openai
    from openai import Completion as Base

    ERROR = None
except ImportError as error:
    ERROR = error
    Base = object


class Own(Base):
    kept = not ERROR and openai.Completion

    @classmethod
    def ask(cls, prompt):
        if ERROR:
            raise ERROR
        return openai.Completion.create(model="m", prompt=prompt)["choices"][0]["text"]
