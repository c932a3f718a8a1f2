import openai


def ask(messages, *more):
    options = {"model": "gpt-4"}
    for one in more:
        options.update(one)
    return openai.ChatCompletion.create(messages=messages, **options)["choices"]


def remembered(*things):
    """Whatever it is given; some of it is no pair."""
    return list(things)


def first(messages):
    # Not pairs: what is taken together with them only looks so.
    texts = remembered(["good morning", "this is another item"], messages, "a", ["one", "two", "three"])
    print(texts)
    return ask(messages, remembered(("top_k", 4), *messages))
