import openai
from openai.error import OpenAIError


def ask(messages):
    try:
        return openai.ChatCompletion.create(model="gpt-4", messages=messages)["choices"][0]["message"]["content"]
    except openai.error.RateLimitError as e:
        return e.headers.get("retry-after")
    except (openai.error.AuthenticationError, openai.error.Timeout) as e:
        return e.user_message
    except OpenAIError as e:
        print(e.http_status, e.json_body, e.code)
        return describe(e)


def describe(error: OpenAIError):
    return error.error, error.request_id, error.http_body


def own(error):
    return error.http_status
