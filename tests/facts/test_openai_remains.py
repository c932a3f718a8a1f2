"""Holds the old names that the pack says are still there, as what raises on use, against the installed package.

    EXUVIA_OPENAI_PYTHONS=/venvs/0.28.1/bin/python:/venvs/1.93.1/bin/python python tests/facts/test_openai_remains.py
"""

import json
import os
import subprocess
import tomllib
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
PACK = os.path.join(HERE, "..", "..", "rules", "openai", "pack.toml")
PYTHONS = [python for python in os.environ.get("EXUVIA_OPENAI_PYTHONS", "").split(os.pathsep) if python]
ASKS = """
import json, openai
from openai.lib import _old_api
print(json.dumps(["openai." + name for name in _old_api.SYMBOLS if hasattr(openai, name)]))
"""


@unittest.skipUnless(len(PYTHONS) > 1, "EXUVIA_OPENAI_PYTHONS names no interpreters")
class Remains(unittest.TestCase):
    def test_the_new_version_still_has_these_names(self):
        with open(PACK, "rb") as file:
            remains = tomllib.load(file)["remains"]
        said = subprocess.run([PYTHONS[1], "-c", ASKS], capture_output=True, text=True, check=True).stdout
        self.assertEqual(sorted(json.loads(said)), sorted(remains))


if __name__ == "__main__":
    unittest.main()
