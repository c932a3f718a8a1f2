from collections import ChainMap, OrderedDict

import openai

openai.api_key = "k"


def of_pairs():
    options = dict([("engine", "m"), ("prompt", "x")])
    return openai.Completion.create(**options).choices[0].text


def ordered():
    options = OrderedDict([("engine", "m"), ("prompt", "x")])
    return openai.Completion.create(**options).choices[0].text


def zipped():
    options = dict(zip(["engine", "prompt"], ["m", "x"]))
    return openai.Completion.create(**options).choices[0].text


def comprehended():
    options = {key: value for key, value in [("engine", "m"), ("prompt", "x")]}
    return openai.Completion.create(**options).choices[0].text


def of_names(given):
    options = {"prompt": "x"}
    for name in ("engine", "request_timeout"):
        if name in given:
            options[name] = given[name]
    return openai.Completion.create(**options).choices[0].text


def of_items():
    base = {"engine": "m", "prompt": "x"}
    options = dict(base.items())
    return openai.Completion.create(**options).choices[0].text


def from_keys():
    options = dict.fromkeys(["engine", "prompt"], "m")
    return openai.Completion.create(**options).choices[0].text


def in_layers():
    return openai.Completion.create(**ChainMap({"engine": "m"}, {"prompt": "x"})).choices[0].text
