class ChatCompletion:
    @classmethod
    def create(cls, **kwargs):
        return {"choices": []}
