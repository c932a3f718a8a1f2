from dataclasses import dataclass

import openai
from openai import error


class WithItsOwnMessage(error.RateLimitError):
    @property
    def message(self):
        return "ours"


class OfWhatIsNotSeen(error.RateLimitError):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)


@dataclass
class OfFields(error.RateLimitError):
    seconds: int


class OfTwo(error.RateLimitError, error.APIError):
    pass


class MadeByItself(error.RateLimitError):
    def __new__(cls, message):
        return super().__new__(cls, message)


class HiddenByTheNew(error.RateLimitError):
    message = "ours"


class SetTwice(error.APIError):
    def __init__(self, message, code):
        if code:
            self.status_code = code
        super().__init__(message, http_status=500)


class ReadInBetween(error.APIError):
    def __init__(self, text):
        self.message = text.upper()
        print(self.message)
        super().__init__(text)


class Late(error.Timeout):
    pass


class WithItsOwnText(openai.OpenAIError):
    def __init__(self, message):
        super().__init__(message)
        self.http_status = 500

    def __str__(self):
        return f"ours: {self._message}"


def ask():
    try:
        raise Late("late")
    except openai.APIConnectionError:
        return "lost"
    except Late:
        return "late"
