import openai
from openai import OpenAIError


def ask(messages):
    try:
        return openai.chat.completions.create(model="gpt-4", messages=messages).choices[0].message.content
    except openai.RateLimitError as e:
        return e.response.headers.get("retry-after")
    except (openai.AuthenticationError, openai.APITimeoutError) as e:
        return e.message
    except OpenAIError as e:
        print(getattr(e, "status_code", None), e.response.json() if isinstance(e, openai.APIStatusError) else None, getattr(e, "code", None))
        return describe(e)


def describe(error: OpenAIError):
    return error.error, error.request_id, error.response.text if isinstance(error, openai.APIStatusError) else None


def own(error):
    return error.http_status
