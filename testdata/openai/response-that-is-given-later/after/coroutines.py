import openai
from somewhere import runner


async def ask(messages):
    return (await openai.AsyncOpenAI().chat.completions.create(model="m", messages=messages)).model_dump(exclude_unset=True)


def main(messages):
    answer = runner(ask(messages))
    print(answer["choices"][0]["message"]["content"])


async def ask_for_others(messages):
    return (await openai.AsyncOpenAI().chat.completions.create(model="m", messages=messages)).model_dump(exclude_unset=True)


def hand_out(messages):
    return ask_for_others(messages)


def chunks(messages):
    for chunk in openai.chat.completions.create(model="m", messages=messages, stream=True):
        yield chunk.model_dump(exclude_unset=True)


def hand_out_chunks(messages):
    return [chunks(messages)]
