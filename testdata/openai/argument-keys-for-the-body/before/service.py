import openai


def in_a_display(messages, top_k):
    config = {
        "model": "gpt-4",
        # sampling
        "top_k": top_k,
        "min_p": 0.1,  # low
        "n": 2,
    }
    first = openai.ChatCompletion.create(messages=messages, **config)
    second = openai.ChatCompletion.create(messages=messages[:1], **config)
    return first["id"], second["id"]


def where_it_is_set(messages, top_k):
    config = {'model': 'gpt-4'}
    if top_k:
        config['top_k'] = top_k
    return openai.ChatCompletion.create(messages=messages, **config)["id"]


def ask(messages, **options):
    return openai.ChatCompletion.create(messages=messages, **options)["id"]


def caller(messages):
    return ask(messages, model="gpt-4", top_k=3)
