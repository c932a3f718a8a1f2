def f(messages, openai):
    try:
        from openai.error import OpenAIError  # not used, yet
    except ImportError:
        pass
    return openai, messages


def g(messages):
    from openai import ChatCompletion; import os  # both
    return ChatCompletion.create(model=os.name, messages=messages)
