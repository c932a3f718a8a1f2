import openai
from tenacity import retry, retry_if_exception


def transient(error):
    return getattr(error, "http_status", None) in (429, 500)


@retry(retry=retry_if_exception(lambda e: e.http_status == 429))
def ask(messages):
    return openai.ChatCompletion.create(model="gpt-4", messages=messages)["choices"][0]["text"]


def ask_once(messages):
    try:
        return openai.ChatCompletion.create(model="gpt-4", messages=messages)["choices"][0]["text"]
    except Exception as e:
        if e.http_status == 429:
            return None
        if hasattr(e, "json_body"):
            print(e.json_body)
        raise
