import openai

DEFAULT = openai.Completion.create


def asynchronous():
    return openai.ChatCompletion.acreate


def synchronous():
    return openai.chat.completions.create


def provider(function):
    if function == asynchronous():
        return "asynchronous"
    if function == synchronous():
        return "synchronous"
    return "completion" if function is DEFAULT else None
