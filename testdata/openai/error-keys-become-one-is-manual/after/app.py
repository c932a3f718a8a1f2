from openai import RateLimitError
from openai.error import APIError, ServiceUnavailableError

STATUS = {
    APIError: 500,
    ServiceUnavailableError: 503,
    RateLimitError: 429,
}


def status(error):
    return STATUS.get(type(error), 500)
