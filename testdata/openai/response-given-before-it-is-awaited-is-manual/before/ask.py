from concurrent.futures import ThreadPoolExecutor

import openai

pool = ThreadPoolExecutor()


def not_awaited(messages):
    return openai.ChatCompletion.acreate(model="m", messages=messages)


def submitted(messages):
    return pool.submit(openai.ChatCompletion.create, model="m", messages=messages)
