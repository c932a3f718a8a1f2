import httpx
import openai
from openai import OpenAIError, RateLimitError


class GivesMore(OpenAIError):
    def __init__(self, message):
        super().__init__(message)
        self.http_status = 500


class ReadsMore(OpenAIError):
    def show(self):
        return getattr(self, "status_code", None)


class MadeOfMore(OpenAIError):
    def __init__(self, message="<empty message>", http_body=None):
        super().__init__(message)
        self.http_body = http_body


class Limit(RateLimitError):
    def __init__(self, message="<empty message>"):
        super().__init__(message, response=httpx.Response(429, request=httpx.Request("POST", "https://api.openai.com/v1")), body=None)


class ServiceError(OpenAIError):
    def __init__(self, message):
        super().__init__(message)


def check(answer):
    if not answer:
        raise MadeOfMore("nothing", "{}")
    if answer == "error":
        raise OpenAIError("no answer")
    raise ServiceError("no answer")
