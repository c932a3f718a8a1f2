class Model:
    def __init__(self, kind):
        import openai
        import openai.util

        self._util = openai.util
        self.kind = self._util.ApiType.from_str(kind)

    def is_azure(self):
        return self.kind is self._util.ApiType.AZURE
