import openai
import concurrent.futures
from functools import partial


def translate(text, lang):
    return openai.ChatCompletion.create(model="gpt-4", messages=[{"role": "user", "content": text + lang}])


def translate_all(texts, lang):
    with concurrent.futures.ThreadPoolExecutor(max_workers=8) as ex:
        results = list(ex.map(partial(translate, lang=lang), texts))
    return [r.choices[0].message.content for r in results]
