import openai
BASE = {"engine": "m", "request_timeout": 20}


def ask(q):
    p = dict(BASE)
    return openai.Completion.create(prompt=q, **p)["id"]


def ask2(q):
    kw = {"engine": "e", "stop": None}
    kw = {k: v for k, v in kw.items() if v is not None}
    return openai.Completion.create(prompt=q, **kw)["id"]
import copy


def ask3(q):
    p = dict([("engine", "m")])
    return openai.Completion.create(prompt=q, **p)["id"]


def ask4(q):
    p = copy.deepcopy({"engine": "m"})
    return openai.Completion.create(prompt=q, **p)["id"]


def ask5(q):
    p = dict({"engine": "m"}, stop=3)
    return openai.Completion.create(prompt=q, **{**dict(p)})["id"]


def ask6(q):
    kw = {"engine": "e", "stop": None}
    kw = {k: v for k, v in kw.items() if k != "engine"}
    return openai.Completion.create(prompt=q, model="x", **kw)["id"]
