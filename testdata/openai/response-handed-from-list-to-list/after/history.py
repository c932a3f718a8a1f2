import asyncio
import json

import openai


def ask(messages):
    response = openai.chat.completions.create(model="gpt-4", messages=messages)
    return response.choices[0].message


def saved(messages):
    history = []
    history.append(ask(messages).model_dump(exclude_unset=True))
    return json.dumps(list(history))


def joined(messages, before):
    added = []
    added.append(openai.chat.completions.create(model="gpt-4", messages=messages).model_dump(exclude_unset=True)["usage"])
    everything = [*before, *added]
    everything.extend(added)
    return json.dumps(everything)


def by_name(names, messages):
    answers = {}
    for name in names:
        answers[name] = openai.completions.create(model="davinci-002", prompt=name).model_dump(exclude_unset=True)
    first = next(iter(answers.values()))
    print(first["id"])
    return json.dumps(sorted(answers.values(), key=lambda one: one["created"]))


def read_alone(names):
    kept = []
    for name in names:
        kept.append(openai.completions.create(model="davinci-002", prompt=name))
    return [one.choices[0].text for one in reversed(kept)]


def parts(messages):
    for choice in openai.chat.completions.create(model="gpt-4", messages=messages, n=2).choices:
        yield choice.message.model_dump(exclude_unset=True)


def all_parts(messages):
    return json.dumps(list(parts(messages)))


async def fetch(prompt):
    return (await openai.AsyncOpenAI().completions.create(model="davinci-002", prompt=prompt)).model_dump(exclude_unset=True)


async def fetch_all(prompts):
    answers = await asyncio.gather(*[fetch(prompt) for prompt in prompts])
    print(len(answers), answers[0]["id"])
    return json.dumps(answers)
