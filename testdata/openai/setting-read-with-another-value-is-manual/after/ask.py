import openai


def models(session):
    return session.get(f"{openai.api_base}/models")


class Elsewhere:
    def __enter__(self):
        self.before = openai.api_base
        openai.base_url = "http://localhost:8000/v1/"

    def __exit__(self, *_):
        openai.base_url = self.before and self.before.rstrip("/") + "/"
