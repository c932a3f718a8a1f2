import json
import openai
import functools


def timed(fn):
    @functools.wraps(fn)
    def wrapper(*args, **kwargs):
        result = fn(*args, **kwargs)
        print(json.dumps(result.usage.model_dump(exclude_unset=True), indent=2) if result.usage else None)
        return result
    return wrapper


@timed
def translate(text, lang):
    return openai.chat.completions.create(model="gpt-4", messages=[{"role": "user", "content": text + lang}])


def translate_one(text, lang):
    r = translate(text, lang)
    return r.choices[0].message.content
