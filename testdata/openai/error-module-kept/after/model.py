class Model:
    def __init__(self):
        try:
            import openai
            import openai as openai_error

            self._openai = openai
            self._openai_error = openai_error
        except ImportError:
            raise ImportError("Please install openai.")

    def errors(self):
        return [
            self._openai_error.APITimeoutError,
            self._openai_error.InternalServerError,
            self._openai_error.RateLimitError,
        ]

    def ask(self, messages):
        try:
            return self._openai.chat.completions.create(model="gpt-4", messages=messages).choices[0].message.content
        except self._openai_error.InternalServerError:
            return None
