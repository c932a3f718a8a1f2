import openai
from somewhere import runner


async def ask(messages):
    return await openai.ChatCompletion.acreate(model="m", messages=messages)


def main(messages):
    answer = runner(ask(messages))
    print(answer["choices"][0]["message"]["content"])


async def ask_for_others(messages):
    return await openai.ChatCompletion.acreate(model="m", messages=messages)


def hand_out(messages):
    return ask_for_others(messages)


def chunks(messages):
    for chunk in openai.ChatCompletion.create(model="m", messages=messages, stream=True):
        yield chunk


def hand_out_chunks(messages):
    return [chunks(messages)]
