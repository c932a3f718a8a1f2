import asyncio
import json

import openai


def ask(messages):
    response = openai.ChatCompletion.create(model="gpt-4", messages=messages)
    return response["choices"][0]["message"]


def saved(messages):
    history = []
    history.append(ask(messages))
    return json.dumps(list(history))


def joined(messages, before):
    added = []
    added.append(openai.ChatCompletion.create(model="gpt-4", messages=messages)["usage"])
    everything = [*before, *added]
    everything.extend(added)
    return json.dumps(everything)


def by_name(names, messages):
    answers = {}
    for name in names:
        answers[name] = openai.Completion.create(model="davinci-002", prompt=name)
    first = next(iter(answers.values()))
    print(first["id"])
    return json.dumps(sorted(answers.values(), key=lambda one: one["created"]))


def read_alone(names):
    kept = []
    for name in names:
        kept.append(openai.Completion.create(model="davinci-002", prompt=name))
    return [one["choices"][0]["text"] for one in reversed(kept)]


def parts(messages):
    for choice in openai.ChatCompletion.create(model="gpt-4", messages=messages, n=2)["choices"]:
        yield choice["message"]


def all_parts(messages):
    return json.dumps(list(parts(messages)))


async def fetch(prompt):
    return await openai.Completion.acreate(model="davinci-002", prompt=prompt)


async def fetch_all(prompts):
    answers = await asyncio.gather(*[fetch(prompt) for prompt in prompts])
    print(len(answers), answers[0]["id"])
    return json.dumps(answers)
