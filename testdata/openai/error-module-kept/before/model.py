class Model:
    def __init__(self):
        try:
            import openai
            from openai import error as openai_error

            self._openai = openai
            self._openai_error = openai_error
        except ImportError:
            raise ImportError("Please install openai.")

    def errors(self):
        return [
            self._openai_error.Timeout,
            self._openai_error.APIError,
            self._openai_error.RateLimitError,
        ]

    def ask(self, messages):
        try:
            return self._openai.ChatCompletion.create(model="gpt-4", messages=messages)["choices"][0]["message"]["content"]
        except (self._openai_error.ServiceUnavailableError, self._openai_error.APIError):
            return None
