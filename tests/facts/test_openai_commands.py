"""Checks `rules/openai/commands.toml` against the command lines of both versions: what it calls old is there in 0.28.1 and
not in 1.x, what it calls new is there in 1.x, and nothing that is gone is missing.

    EXUVIA_OPENAI_PYTHONS=old/bin/python:new/bin/python python tests/facts/test_openai_commands.py
"""

import os
import re
import subprocess
import tomllib
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
PYTHONS = [path for path in os.environ.get("EXUVIA_OPENAI_PYTHONS", "").split(os.pathsep) if path]


def commands(python):
    """The commands of its command line, with their group."""
    script = os.path.join(os.path.dirname(python), "openai")
    found = set()
    for group in ("api", "tools", "wandb"):
        done = subprocess.run([python, script, group, "--help"], capture_output=True, text=True)
        names = re.search(r"\{([a-z0-9_.,\s]+)\}\s*\.\.\.", done.stdout)
        found |= {f"openai {group} {name}" for name in re.findall(r"[a-z0-9_.]+", names[1] if names else "")}
    return found


@unittest.skipUnless(len(PYTHONS) > 1, "needs both versions: EXUVIA_OPENAI_PYTHONS")
class Commands(unittest.TestCase):
    maxDiff = None

    def test_what_is_gone_is_what_the_rows_say(self):
        with open(os.path.join(HERE, "..", "..", "rules", "openai", "commands.toml"), "rb") as file:
            rows = tomllib.load(file)["command"]
        was, new = commands(PYTHONS[0]), commands(PYTHONS[1])
        self.assertTrue(was and new)
        named = [old for row in rows for old in row["olds"]]
        self.assertEqual(sorted(named), sorted(was - new))
        for row in rows:
            if "new" in row:
                self.assertIn(row["new"], new)
            for said in re.findall(r"`(openai [a-z]+ [a-z_.]+)[^`]*`", row["help"]):
                self.assertIn(said, new)


if __name__ == "__main__":
    unittest.main()
