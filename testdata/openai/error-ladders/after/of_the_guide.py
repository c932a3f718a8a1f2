import time

import openai


def run(event):
    try:
        openai.chat.completions.create(model=event, messages=[], timeout=1)
    except openai.InternalServerError as e:
        if e.status_code == 503:
            print("overloaded")
            # Again later.
            return "unavailable"
        else:
            # Handle API error here, e.g. retry or log
            print(f"OpenAI API returned an API Error: {type(e)}")
            return "api"
    except openai.APITimeoutError as e:
        time.sleep(0)
        return "timeout"
    except openai.APIConnectionError as e:
        # Handle connection error here

        return "connection"
    except (openai.BadRequestError, openai.NotFoundError) as e:
        return "invalid"
    except openai.AuthenticationError as e:
        return "authentication"
    except openai.RateLimitError as e:
        return "rate limit"
    return "none"
