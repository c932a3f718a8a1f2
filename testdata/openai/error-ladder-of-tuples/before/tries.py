import openai
from openai.error import APIConnectionError, APIError, RateLimitError, ServiceUnavailableError, Timeout


def ask(messages):
    try:
        return openai.ChatCompletion.create(model="m", messages=messages)["choices"][0]["message"]["content"]
    except (ServiceUnavailableError, APIConnectionError):
        return "again"
    except APIError as err:  # most of 5xx

        # What Azure filters comes as a 500 as well.
        code = err.json_body and isinstance(err.json_body, dict) and err.json_body.get("error")
        return f"broken: {code['message']}"
    except (RateLimitError, Timeout) as err:
        return f"later: {isinstance(err, Timeout)}"


def title(text):
    try:
        return openai.Completion.create(model="m", prompt=text)["choices"][0]["text"]
    except ServiceUnavailableError:
        # for now
        return "busy"  # says so
    # all else
    except (APIError, APIConnectionError):
        return "broken"
    except Timeout:
        return "slow"
