import openai


def asked_for(messages, top_k):
    config = {"model": "gpt-4"}
    config.setdefault("top_k", top_k)
    return len(openai.ChatCompletion.create(**config, messages=messages)["id"])


def beside_one(messages, top_k):
    config = {"model": "gpt-4", "min_p": 0.1}
    return openai.ChatCompletion.create(messages=messages, top_k=top_k, **config)["id"]


def another_method(prompt):
    options = {"model": "davinci", "top_k": 0, "prompt": prompt}
    options["top_k"] += 1
    return openai.Completion.create(**options)["id"]


def with_settings(messages, key):
    config = {"model": "gpt-4", "api_key": key}
    return openai.ChatCompletion.create(messages=messages, top_k=1, min_p=2, **config)["id"]


def headers_twice(messages, trace):
    config = {"model": "gpt-4", "headers": {"X-Team": "search"}}
    return openai.ChatCompletion.create(messages=messages, request_id=trace, **config)["id"]
