import openai
import functools


def timed(fn):
    @functools.wraps(fn)
    def wrapper(*args, **kwargs):
        result = fn(*args, **kwargs)
        print(result["usage"])
        return result
    return wrapper


@timed
def translate(text, lang):
    return openai.ChatCompletion.create(model="gpt-4", messages=[{"role": "user", "content": text + lang}])


def translate_one(text, lang):
    r = translate(text, lang)
    return r.choices[0].message.content
