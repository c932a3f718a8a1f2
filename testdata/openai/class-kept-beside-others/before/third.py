from models import Model


class Third(Model):
    def chosen(self):
        try:
            import openai
        except ImportError:
            raise ValueError("install openai")
        return openai.ChatCompletion
