"""Checks `rules/openai/later.jsonl`, what releases of 1.x took away, against the installed releases: what broke is gone there,
what is not broken yet is there, and each new name exists.

    EXUVIA_OPENAI_PYTHONS=0.28.1/bin/python:1.93.1/bin/python:1.3.7/bin/python \
        EXUVIA_OPENAI_NEWEST=1.109.1/bin/python python tests/facts/test_openai_later.py
"""

import json
import os
import subprocess
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
PYTHONS = [path for path in os.environ.get("EXUVIA_OPENAI_PYTHONS", "").split(os.pathsep) if path]
NEWEST = os.environ.get("EXUVIA_OPENAI_NEWEST")
VERSION = "import importlib.metadata as m; print(m.version('openai'))"


def rows():
    with open(os.path.join(HERE, "..", "..", "rules", "openai", "later.jsonl"), encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def key(version):
    return tuple(int(part) for part in version.split("."))


def ask(python, **question):
    done = subprocess.run(
        [python, os.path.join(HERE, "surface_probe.py")],
        input=json.dumps(question), capture_output=True, text=True, check=True,
    )
    return json.loads(done.stdout)


@unittest.skipUnless(len(PYTHONS) > 2 and NEWEST, "needs 1.93.1, 1.3.7 and the newest 1.x: EXUVIA_OPENAI_PYTHONS, EXUVIA_OPENAI_NEWEST")
class Later(unittest.TestCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        cls.rows = rows()
        names = [row["old"] for row in cls.rows]
        news = [row["new"] for row in cls.rows if "new" in row]
        calls = [row["old"] for row in cls.rows if "argument" in row]
        cls.releases = {}
        for python in [*PYTHONS[1:], NEWEST]:
            version = subprocess.run([python, "-c", VERSION], capture_output=True, text=True, check=True).stdout.strip()
            cls.releases[version] = ask(python, paths=[*names, *news], calls=calls)

    def has(self, version, row):
        found = self.releases[version]
        if "argument" not in row:
            return found["paths"][row["old"]]
        return row["argument"] in (found["calls"][row["old"]] or ())

    def test_what_broke_is_gone(self):
        for version in self.releases:
            left = [row["old"] for row in self.rows if key(row["breaks"]) <= key(version) and self.has(version, row)]
            self.assertEqual(left, [], version)

    def test_what_went_between_two_of_them_was_there(self):
        versions = sorted(self.releases, key=key)
        for version, after in zip(versions, versions[1:]):
            later = [row for row in self.rows if key(version) < key(row["breaks"]) <= key(after)]
            self.assertGreater(len(later), 20)
            # Most of what is gone by then was there before; the others came and went between the two.
            self.assertGreater(sum(self.has(version, row) is True for row in later), 20)

    def test_each_new_name_exists(self):
        newest = self.releases[max(self.releases, key=key)]["paths"]
        self.assertEqual([row["new"] for row in self.rows if "new" in row and newest[row["new"]] is False], [])

    def test_rows_are_sorted_and_report_only(self):
        self.assertEqual(self.rows, sorted(self.rows, key=lambda row: (row["old"], row.get("argument", ""))))
        self.assertEqual([row for row in self.rows if row.get("applicability", "manual") != "manual"], [])


if __name__ == "__main__":
    unittest.main()
