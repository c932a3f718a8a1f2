import openai


def parameters(key):
    return {"model": "babbage-002", "api_key": key}


def behind_another_call(log, key):
    return log.last() + openai.Completion.create(prompt="a", **parameters(key))["choices"][0]["text"]


def among_calls(prompts, key):
    return openai.Completion.create(prompt=prompts.pop(), **parameters(key))["choices"][0]["text"]


def in_a_lambda(key):
    return lambda prompt: openai.Completion.create(prompt=prompt, **parameters(key))["choices"][0]["text"]


def in_a_loop(prompts, key):
    return [openai.Completion.create(prompt=one, **parameters(key))["choices"][0]["text"] for one in prompts]


def asked_again(key, done):
    while not openai.Completion.create(prompt="a", **parameters(key))["choices"][0]["text"]:
        done.wait()
