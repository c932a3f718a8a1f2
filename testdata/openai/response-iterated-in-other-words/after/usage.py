import openai


def shown(*words):
    return ", ".join(words)


def counted(messages):
    usage = openai.chat.completions.create(model="gpt-4", messages=messages).usage
    first, *rest = usage.model_dump(exclude_unset=True)
    names = ["cost"]
    names += usage.model_dump(exclude_unset=True)
    names.extend(usage.model_dump(exclude_unset=True))
    seen = set()
    seen.update(usage.model_dump(exclude_unset=True))
    print(shown(*usage.model_dump(exclude_unset=True)), [*usage.model_dump(exclude_unset=True)], max(usage.model_dump(exclude_unset=True)), first, rest, names, seen)
    print(list(map(str.upper, usage.model_dump(exclude_unset=True))), max(usage.total_tokens, 1))
    return usage.total_tokens


def keys(messages):
    yield from openai.chat.completions.create(model="gpt-4", messages=messages).model_dump(exclude_unset=True)


def chosen(messages):
    choices = openai.chat.completions.create(model="gpt-4", messages=messages).choices
    best, *others = [item.model_dump(exclude_unset=True) for item in choices]
    return best["message"]["content"], [*others], max(choices, key=lambda one: one.index).index
