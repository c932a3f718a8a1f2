"""Runs the helpers of `openai.embeddings_utils` of 0.28.1 beside the code that their rows offer: both must give the same.

    EXUVIA_OPENAI_PYTHONS=old/bin/python:new/bin/python EXUVIA_NUMBERS_PYTHON=numbers/bin/python python tests/facts/test_openai_helpers.py

The helpers are taken out of the file of the installed package, whose module cannot be imported without packages that draw.
"""

import json
import os
import re
import subprocess
import tomllib
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
PYTHONS = [path for path in os.environ.get("EXUVIA_OPENAI_PYTHONS", "").split(os.pathsep) if path]
NUMBERS = os.environ.get("EXUVIA_NUMBERS_PYTHON")
MODULE = "openai.embeddings_utils."

FIND = """
import importlib.util, os
print(os.path.join(os.path.dirname(importlib.util.find_spec("openai").origin), "embeddings_utils.py"))
"""

# Names of metrics, and what the help calls them.
METRICS = {"cosine": "cosine", "L1": "cityblock", "L2": "euclidean", "Linf": "chebyshev"}

COMPUTE = """
import ast, json, sys, types, typing
import numpy as np
from scipy import spatial
from scipy.spatial.distance import cdist

path, offered, metrics = sys.argv[1], *map(json.loads, sys.argv[2:])
tree = ast.parse(open(path).read())
names = {"np": np, "spatial": spatial, "List": typing.List}
for node in tree.body:
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and not node.name.startswith(("plot", "chart", "pca", "tsne")):
        node.decorator_list = []
        exec(compile(ast.Module([node], []), path, "exec"), names)

numbers = np.random.default_rng(7)
vectors = [numbers.normal(size=12).tolist() for _ in range(6)]

def new(function, **given):
    return eval(offered[function], {"np": np, "cdist": cdist}, given)

def alike(function, old, new):
    assert type(old) is type(new), (function, type(old), type(new))
    assert np.allclose(old, new), (function, old, new)

for a in vectors:
    for b in vectors:
        old = names["cosine_similarity"](a, b)
        alike("cosine_similarity", old, new("cosine_similarity", a=a, b=b))
for metric, called in metrics.items():
    old = names["distances_from_embeddings"](vectors[0], vectors, metric)
    code = offered["distances_from_embeddings"].replace("cosine", called)
    found = eval(code, {"cdist": cdist}, {"query_embedding": vectors[0], "embeddings": vectors})
    alike(metric, old, found)
    nearest = "indices_of_nearest_neighbors_from_distances"
    alike(nearest, names[nearest](old), new(nearest, distances=old))
"""

ASK = """
import ast, asyncio, json, sys, types
import httpx, openai

path, offered = sys.argv[1], json.loads(sys.argv[2])
texts = ["one\\ntwo", "three"]

def answer(request):
    asked = json.loads(request.content)
    data = [{"object": "embedding", "index": at, "embedding": [float(len(text)), at]} for at, text in enumerate(asked["input"])]
    return httpx.Response(200, json={"object": "list", "model": asked["model"], "data": data,
                                     "usage": {"prompt_tokens": 1, "total_tokens": 1}})

class Item(dict):
    __getattr__ = dict.__getitem__

def old_create(input, engine):
    sent.append((input, engine))
    data = [Item(embedding=[float(len(text)), at]) for at, text in enumerate(input)]
    return Item(data=data)

async def old_acreate(input, engine):
    return old_create(input, engine)

sent = []
tree = ast.parse(open(path).read())
names = {"List": list, "openai": types.SimpleNamespace(
    Embedding=types.SimpleNamespace(create=old_create, acreate=old_acreate))}
for node in tree.body:
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and "get_embedding" in node.name:
        node.decorator_list = []
        exec(compile(ast.Module([node], []), path, "exec"), names)

transport = httpx.MockTransport(lambda request: requests.append(json.loads(request.content)) or answer(request))
for name, code in offered.items():
    requests, given = [], {"engine": "m", "text": texts[0], "list_of_text": texts}
    argument = given["list_of_text" if name.endswith("s") else "text"]
    if name.startswith("a"):
        async def ask():
            given["client"] = openai.AsyncOpenAI(api_key="k", http_client=httpx.AsyncClient(transport=transport))
            scope = {}
            exec("async def new(client, engine, text, list_of_text):\\n    return " + code, scope)
            return await names[name](argument, "m"), await scope["new"](**given)
        old, new = asyncio.run(ask())
    else:
        given["client"] = openai.OpenAI(api_key="k", http_client=httpx.Client(transport=transport))
        old, new = names[name](argument, "m"), eval(code, given)
    assert old == new, (name, old, new)
    assert (requests[0]["input"], requests[0]["model"]) == sent[-1], (name, requests, sent)
"""


def offered():
    with open(os.path.join(HERE, "..", "..", "rules", "openai", "removed.toml"), "rb") as file:
        rows = tomllib.load(file)["change"]
    rows = [row for row in rows if row.get("old", "").startswith(MODULE) and "gives the same" in row["help"]]
    return {row["old"].removeprefix(MODULE): re.search("`(.*?)`", row["help"])[1] for row in rows}


def run(python, code, *arguments):
    return subprocess.run([python, "-c", code, *arguments], capture_output=True, text=True)


@unittest.skipUnless(len(PYTHONS) > 1, "needs both versions: EXUVIA_OPENAI_PYTHONS")
class Helpers(unittest.TestCase):
    def setUp(self):
        self.path = run(PYTHONS[0], FIND).stdout.strip()
        self.offered = offered()

    @unittest.skipUnless(NUMBERS, "needs numpy and scipy: EXUVIA_NUMBERS_PYTHON")
    def test_what_is_computed_is_the_same(self):
        mine = {name: code for name, code in self.offered.items() if "get_embedding" not in name}
        self.assertEqual(len(mine), 3)
        done = run(NUMBERS, COMPUTE, self.path, json.dumps(mine), json.dumps(METRICS))
        self.assertEqual(done.returncode, 0, done.stderr)

    def test_what_is_asked_of_the_server_is_the_same(self):
        mine = {name: code for name, code in self.offered.items() if "get_embedding" in name}
        self.assertEqual(len(mine), 4)
        for python in PYTHONS[1:]:
            done = run(python, ASK, self.path, json.dumps(mine))
            self.assertEqual(done.returncode, 0, done.stderr)


if __name__ == "__main__":
    unittest.main()
