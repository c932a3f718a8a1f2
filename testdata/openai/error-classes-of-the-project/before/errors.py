"""Exceptions of the project, for all that may answer."""

from openai.error import (
    APIConnectionError,
    APIError,
    AuthenticationError,
    InvalidRequestError,
    OpenAIError,
    RateLimitError,
    ServiceUnavailableError,
    Timeout,
)


class AuthenticationError(AuthenticationError):
    def __init__(self, message, provider):
        self.status_code = 401
        self.message = message
        self.provider = provider
        super().__init__(
            self.message
        )  # with what it needs


class InvalidRequestError(InvalidRequestError):
    def __init__(self, message, model):
        self.status_code = 400
        self.message = message
        super(InvalidRequestError, self).__init__(self.message, f"{model}")


class TooLong(InvalidRequestError):
    """More than the model reads."""

    def __init__(self, message, model, limit):
        self.limit = limit
        super().__init__(message, model)


class Timeout(Timeout):
    def __init__(self, message, model):
        self.status_code = 408
        super().__init__(message, f"{model}")


class Unavailable(ServiceUnavailableError):
    def __init__(self, message):
        self.status_code = 500
        self.message = f"unavailable: {message}"
        ServiceUnavailableError.__init__(self, message)


class Failed(APIError):
    def __init__(self, status_code, message):
        self.status_code = status_code
        super().__init__(message)


class Lost(APIConnectionError):
    def __init__(self, message):
        super().__init__(message)
        self.message = "lost"


class Slow(RateLimitError):
    pass


class Slower(Slow):
    def __init__(self, seconds):
        super().__init__(f"wait {seconds} s", code="slower")
        self.seconds = seconds


class Busy(RateLimitError):
    """Too many at once."""

    status_code = 529

    def show(self):
        return f"{self.user_message} ({self.status_code})"


class Quota(RateLimitError): ...


class Any(OpenAIError):
    def __init__(self, original):
        self.status_code = original.http_status
        super().__init__(http_status=original.http_status, json_body={"error": str(original)})


class Told(OpenAIError):
    def show(self):
        return self.http_status
