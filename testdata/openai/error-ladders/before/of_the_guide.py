import time

import openai


def run(event):
    try:
        openai.ChatCompletion.create(model=event, messages=[], request_timeout=1)
    except openai.error.APIError as e:
        # Handle API error here, e.g. retry or log
        print(f"OpenAI API returned an API Error: {type(e)}")
        return "api"
    except openai.error.APIConnectionError as e:
        # Handle connection error here

        return "connection"
    except openai.error.InvalidRequestError as e:
        return "invalid"
    except openai.error.AuthenticationError as e:
        return "authentication"
    except openai.error.Timeout as e:
        time.sleep(0)
        return "timeout"
    except openai.error.RateLimitError as e:
        return "rate limit"
    except openai.error.ServiceUnavailableError as e:
        print("overloaded")
        # Again later.
        return "unavailable"
    return "none"
