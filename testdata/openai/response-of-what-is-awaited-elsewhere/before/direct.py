import openai
from other import collect


def many(prompts):
    rs = collect([openai.ChatCompletion.acreate(model="gpt-4", messages=p) for p in prompts])
    return [r["choices"][0]["message"]["content"] for r in rs]
