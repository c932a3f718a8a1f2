"""Exceptions of the project, for all that may answer."""

import httpx
import openai
from openai import (
    APIConnectionError,
    InternalServerError,
    OpenAIError,
    RateLimitError,
)


class AuthenticationError(openai.AuthenticationError):
    def __init__(self, message, provider):
        self.status_code = 401
        self.message = message
        self.provider = provider
        super().__init__(self.message, response=httpx.Response(401, request=httpx.Request("POST", "https://api.openai.com/v1")), body=None)  # with what it needs


class InvalidRequestError(openai.BadRequestError):
    def __init__(self, message, model):
        self.status_code = 400
        self.message = message
        super(InvalidRequestError, self).__init__(self.message, response=httpx.Response(400, request=httpx.Request("POST", "https://api.openai.com/v1")), body={"param": f"{model}"})


class TooLong(InvalidRequestError):
    """More than the model reads."""

    def __init__(self, message, model, limit):
        self.limit = limit
        super().__init__(message, model)


class Timeout(openai.APITimeoutError):
    def __init__(self, message, model):
        self.status_code = 408
        super(openai.APITimeoutError, self).__init__(message=message, request=httpx.Request("POST", "https://api.openai.com/v1"))
        self.http_body = f"{model}"


class Unavailable(InternalServerError):
    def __init__(self, message):
        self.status_code = 500
        InternalServerError.__init__(self, message, response=httpx.Response(500, request=httpx.Request("POST", "https://api.openai.com/v1")), body=None)
        self.message = f"unavailable: {message}"


class Failed(InternalServerError):
    def __init__(self, status_code, message):
        self.status_code = status_code
        super().__init__(message, response=httpx.Response(status_code, request=httpx.Request("POST", "https://api.openai.com/v1")), body=None)


class Lost(APIConnectionError):
    def __init__(self, message):
        super().__init__(message=message, request=httpx.Request("POST", "https://api.openai.com/v1"))
        self.message = "lost"


class Slow(RateLimitError):
    def __init__(self, message="<empty message>", *, code=None):
        super().__init__(message, response=httpx.Response(429, request=httpx.Request("POST", "https://api.openai.com/v1")), body={"code": code})


class Slower(Slow):
    def __init__(self, seconds):
        super().__init__(f"wait {seconds} s", code="slower")
        self.seconds = seconds


class Busy(RateLimitError):
    """Too many at once."""

    status_code = 529

    def __init__(self, message="<empty message>"):
        super().__init__(message, response=httpx.Response(self.status_code, request=httpx.Request("POST", "https://api.openai.com/v1")), body=None)

    def show(self):
        return f"{self.message} ({self.status_code})"


class Quota(RateLimitError):
    def __init__(self, message="<empty message>"):
        super().__init__(message, response=httpx.Response(429, request=httpx.Request("POST", "https://api.openai.com/v1")), body=None)


class Any(OpenAIError):
    def __init__(self, original):
        self.status_code = original.http_status
        super().__init__("<empty message>")
        self.http_status = original.http_status
        self.json_body = {"error": str(original)}


class Told(OpenAIError):
    def show(self):
        return getattr(self, "status_code", None)
