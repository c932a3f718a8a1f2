def f(messages, openai):
    try:
        from openai import OpenAIError  # not used, yet
    except ImportError:
        pass
    return openai, messages


def g(messages):
    import openai; import os  # both
    return openai.chat.completions.create(model=os.name, messages=messages).model_dump(exclude_unset=True)
