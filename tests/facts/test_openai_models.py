"""Checks that the models of which `rules/openai/models.toml` says that they are gone are those that the first release of 1.x
names and the later ones do not.

    EXUVIA_OPENAI_PYTHONS=0.28.1/bin/python:1.93.1/bin/python:1.3.7/bin/python python tests/facts/test_openai_models.py
"""

import json
import os
import subprocess
import tomllib
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
PYTHONS = [path for path in os.environ.get("EXUVIA_OPENAI_PYTHONS", "").split(os.pathsep) if path]

NAMED = """
import json, typing
import openai
from openai.types import completion_create_params as params
hints = typing.get_type_hints(params.CompletionCreateParamsBase)

def literals(hint):
    if typing.get_origin(hint) is typing.Literal:
        return list(typing.get_args(hint))
    return [one for part in typing.get_args(hint) for one in literals(part)]

print(json.dumps([openai.__version__, literals(hints["model"])]))
"""


@unittest.skipUnless(len(PYTHONS) > 2, "needs 1.93.1 and 1.3.7: EXUVIA_OPENAI_PYTHONS")
class Models(unittest.TestCase):
    def test_those_that_are_gone_are_those_that_are_not_named_any_more(self):
        with open(os.path.join(HERE, "..", "..", "rules", "openai", "models.toml"), "rb") as file:
            policies = tomllib.load(file)["policy"]
        gone = {model for policy in policies for one in policy["any"] for model in one["of"]}
        named = {}
        for python in PYTHONS[1:]:
            done = subprocess.run([python, "-c", NAMED], capture_output=True, text=True, check=True)
            version, models = json.loads(done.stdout)
            named[version] = set(models)
        self.assertEqual(named["1.3.7"] - named["1.93.1"], gone)
        for model in named["1.93.1"]:
            self.assertIn(f'"{model}"', policies[0]["help"])


if __name__ == "__main__":
    unittest.main()
