import openai


def shown(*words):
    return ", ".join(words)


def counted(messages):
    usage = openai.ChatCompletion.create(model="gpt-4", messages=messages)["usage"]
    first, *rest = usage
    names = ["cost"]
    names += usage
    names.extend(usage)
    seen = set()
    seen.update(usage)
    print(shown(*usage), [*usage], max(usage), first, rest, names, seen)
    print(list(map(str.upper, usage)), max(usage.total_tokens, 1))
    return usage["total_tokens"]


def keys(messages):
    yield from openai.ChatCompletion.create(model="gpt-4", messages=messages)


def chosen(messages):
    choices = openai.ChatCompletion.create(model="gpt-4", messages=messages)["choices"]
    best, *others = choices
    return best["message"]["content"], [*others], max(choices, key=lambda one: one["index"])["index"]
