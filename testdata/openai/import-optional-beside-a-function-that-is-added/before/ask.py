import time

try:
    import openai
except ImportError:
    openai = None


def ask(key, **options):
    options["api_key"] = key
    started = time.time()
    response = openai.ChatCompletion.create(**options)
    return response["choices"][0]["message"]["content"], time.time() > started
