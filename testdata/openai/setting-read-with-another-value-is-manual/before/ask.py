import openai


def models(session):
    return session.get(f"{openai.api_base}/models")


class Elsewhere:
    def __enter__(self):
        self.before = openai.api_base
        openai.api_base = "http://localhost:8000/v1"

    def __exit__(self, *_):
        openai.api_base = self.before
