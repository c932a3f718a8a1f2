import openai


def _arguments(**arguments):
    """Gives the arguments of a call the names that they have now."""
    model = arguments.pop("engine", None)
    if model:
        arguments["model"] = model
    return arguments


BASE = {"model": "m", "timeout": 20}


def ask(q):
    p = dict(BASE)
    return openai.completions.create(prompt=q, **p).id


def ask2(q):
    kw = {"model": "e", "stop": None}
    kw = {k: v for k, v in kw.items() if v is not None}
    return openai.completions.create(prompt=q, **kw).id
import copy


def ask3(q):
    p = dict([("engine", "m")])
    return openai.completions.create(prompt=q, **_arguments(**p)).id


def ask4(q):
    p = copy.deepcopy({"model": "m"})
    return openai.completions.create(prompt=q, **p).id


def ask5(q):
    p = dict({"model": "m"}, stop=3)
    return openai.completions.create(prompt=q, **{**dict(p)}).id


def ask6(q):
    kw = {"engine": "e", "stop": None}
    kw = {k: v for k, v in kw.items() if k != "engine"}
    return openai.completions.create(prompt=q, **_arguments(model="x", **kw)).id
