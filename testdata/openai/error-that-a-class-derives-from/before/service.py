import openai
from openai.error import OpenAIError, RateLimitError


class GivesMore(OpenAIError):
    def __init__(self, message):
        super().__init__(message, http_status=500)


class ReadsMore(OpenAIError):
    def show(self):
        return self.http_status


class MadeOfMore(OpenAIError):
    pass


class Limit(RateLimitError):
    pass


class ServiceError(OpenAIError):
    def __init__(self, message):
        super().__init__(message)


def check(answer):
    if not answer:
        raise MadeOfMore("nothing", "{}")
    if answer == "error":
        raise OpenAIError("no answer")
    raise ServiceError("no answer")
