import openai
from openai import APIConnectionError, APITimeoutError, InternalServerError, RateLimitError


def ask(messages):
    try:
        return openai.chat.completions.create(model="m", messages=messages).choices[0].message.content
    except (RateLimitError, APITimeoutError) as err:
        return f"later: {isinstance(err, APITimeoutError)}"
    except (InternalServerError, APIConnectionError) as err:
        if isinstance(err, APIConnectionError) or err.status_code == 503:
            return "again"
        else:  # most of 5xx

            # What Azure filters comes as a 500 as well.
            code = err.response.json() and isinstance(err.response.json(), dict) and err.response.json().get("error")
            return f"broken: {code['message']}"


def title(text):
    try:
        return openai.completions.create(model="m", prompt=text).choices[0].text
    except APITimeoutError:
        return "slow"
    except (InternalServerError, APIConnectionError) as error:
        if isinstance(error, InternalServerError) and error.status_code == 503:
            # for now
            return "busy"  # says so
        # all else
        else:
            return "broken"
