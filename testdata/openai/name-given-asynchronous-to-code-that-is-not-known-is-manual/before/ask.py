import openai
from somewhere import runner


async def main(messages):
    answer = await runner(openai.ChatCompletion.acreate, model="m", messages=messages)
    print(answer["choices"][0]["message"]["content"])


def chunks(messages):
    return runner(openai.ChatCompletion.create, model="m", messages=messages, stream=True)
