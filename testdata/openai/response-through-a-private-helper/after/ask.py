import openai


def _text(response):
    return response.choices[0].message.content


def ask(messages):
    return _text(openai.chat.completions.create(model="gpt-4", messages=messages))


def ask_twice(messages):
    return [_text(openai.chat.completions.create(model=model, messages=messages)) for model in ("gpt-4", "gpt-3.5-turbo")]
