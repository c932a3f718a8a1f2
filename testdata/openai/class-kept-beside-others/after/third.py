from models import Model, _ChatCompletion


class Third(Model):
    def chosen(self):
        try:
            import openai
        except ImportError:
            raise ValueError("install openai")
        return _ChatCompletion
