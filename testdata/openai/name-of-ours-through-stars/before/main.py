from llm import Busy, ask


def content(messages):
    try:
        return ask(messages)["choices"][0]["message"]["content"]
    except Busy as error:
        return error.http_status
