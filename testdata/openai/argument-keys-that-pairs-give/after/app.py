from collections import ChainMap, OrderedDict

from openai import OpenAI


def _arguments(**arguments):
    """Gives the arguments of a call the names that they have now."""
    arguments.pop("timeout", None)
    for old, new in (
        ("headers", "extra_headers"),
        ("request_timeout", "timeout"),
        ("deployment_id", "model"),
        ("engine", "model"),
    ):
        value = arguments.pop(old, None)
        if value:
            arguments[new] = value
    return arguments


client = OpenAI(api_key="k")


def of_pairs():
    options = dict([("engine", "m"), ("prompt", "x")])
    return client.completions.create(**_arguments(**options)).choices[0].text


def ordered():
    options = OrderedDict([("engine", "m"), ("prompt", "x")])
    return client.completions.create(**_arguments(**options)).choices[0].text


def zipped():
    options = dict(zip(["engine", "prompt"], ["m", "x"]))
    return client.completions.create(**_arguments(**options)).choices[0].text


def comprehended():
    options = {key: value for key, value in [("engine", "m"), ("prompt", "x")]}
    return client.completions.create(**_arguments(**options)).choices[0].text


def of_names(given):
    options = {"prompt": "x"}
    for name in ("engine", "request_timeout"):
        if name in given:
            options[name] = given[name]
    return client.completions.create(**_arguments(**options)).choices[0].text


def of_items():
    base = {"engine": "m", "prompt": "x"}
    options = dict(base.items())
    return client.completions.create(**_arguments(**options)).choices[0].text


def from_keys():
    options = dict.fromkeys(["engine", "prompt"], "m")
    return client.completions.create(**_arguments(**options)).choices[0].text


def in_layers():
    return client.completions.create(**_arguments(**ChainMap({"engine": "m"}, {"prompt": "x"}))).choices[0].text
