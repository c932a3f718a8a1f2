import errors
import openai
from errors import AuthenticationError, Timeout


def caught(error):
    try:
        raise error
    except openai.OpenAIError as e:
        return type(e).__name__, str(e)


def all_of_them():
    return [
        caught(AuthenticationError("no key", "us")),
        caught(errors.InvalidRequestError("no", "gpt-4")),
        caught(errors.TooLong("too long", "gpt-4", limit=3)),
        caught(Timeout("late", "gpt-4")),
        caught(errors.Unavailable("down")),
        caught(errors.Failed(418, "teapot")),
        caught(errors.Lost("gone")),
        caught(errors.Slow("slow", code="slow")),
        caught(errors.Slower(3)),
        caught(errors.Busy("busy")),
        caught(errors.Quota()),
        caught(errors.Told("told")),
    ]


def their_states():
    return [
        AuthenticationError("no key", "us").status_code,
        errors.InvalidRequestError("no", "gpt-4").status_code,
        errors.TooLong("too long", "gpt-4", limit=3).status_code,
        Timeout("late", "gpt-4").status_code,
        errors.Unavailable("down").status_code,
        errors.Failed(418, "teapot").status_code,
        errors.Busy("busy").status_code,
    ]


def what_they_carry():
    unavailable = errors.Unavailable("down")
    lost = errors.Lost("gone")
    invalid = errors.InvalidRequestError("no", "gpt-4")
    return [
        unavailable.message,
        lost.message,
        (invalid.message, invalid.param, invalid.code),
        Timeout("late", "gpt-4").http_body,
        errors.Slow("slow", code="slow").code,
        (errors.Slower(3).code, errors.Slower(3).seconds),
        errors.Busy("busy").show(),
        errors.Told("told").show(),
    ]


def of_another(status, text):
    original = openai.OpenAIError(text)
    original.http_status = status
    error = errors.Any(original)
    return str(error), error.status_code, error.http_status, error.json_body


def status_of_what_is_caught():
    try:
        raise errors.Failed(503, "down")
    except errors.Failed as e:
        return e.status_code


def handlers():
    try:
        raise errors.Slower(3)
    except (openai.BadRequestError, openai.NotFoundError):
        return "invalid"
    except errors.Slow as e:
        return e.message, e.seconds
    except openai.RateLimitError:
        return "limit"
