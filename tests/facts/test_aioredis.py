"""Holds what `rules/aioredis` says redis.asyncio has against installed releases: nothing is connected."""

import json
import os
import re
import subprocess
import unittest

from test_redis_and_jose import RULES, needs, python_with

PACK = os.path.join(RULES, "aioredis")
PROBE = r'''
import importlib, json, sys
def there(path):
    module, name = path.rsplit(".", 1)
    try:
        return getattr(importlib.import_module(module), name)
    except (ImportError, AttributeError):
        return None
names, pairs = json.load(sys.stdin)
print(json.dumps([[one for one in names if there(one) is None], [pair for pair in pairs if there(pair[0]) is not there(pair[1])]]))
'''


def rows():
    with open(os.path.join(PACK, "moved.jsonl"), encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def aliases():
    """The names that the new model gives to what stands elsewhere, with where that is."""
    with open(os.path.join(PACK, "model", "redis.pyi"), encoding="utf-8") as file:
        text = file.read().split("# module: redis.asyncio\n")[1]
    return [(f"redis.asyncio.{name}", path) for name, path in re.findall(r"^(\w+) = (\S+)$", text, re.MULTILINE)]


class Names(unittest.TestCase):
    def test_there_are_rows_and_names(self):
        self.assertGreater(len(rows()), 60)
        self.assertGreater(len(aliases()), 20)

    @needs("redis", "5.0.1", "6.2.0", "8.1.0")
    def test_each_new_name_is_there_and_is_what_the_model_says(self):
        question = json.dumps([[row["new"] for row in rows()], aliases()])
        for release in ("5.0.1", "6.2.0", "8.1.0"):
            with self.subTest(release):
                command = [python_with("redis", release), "-W", "ignore", "-c", PROBE]
                answer = subprocess.run(command, input=question, capture_output=True, text=True, check=True)
                self.assertEqual(json.loads(answer.stdout), [[], []])


if __name__ == "__main__":
    unittest.main()
