"""A case of each row of `rules/redis` that gives a name another place: code that takes the name from its old one."""

import glob
import json
import os
import tomllib

from .cases import Case

RULES = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "rules", "redis")
NEWEST = "8.1.0"


def rows():
    """The rows that a fix follows to a name elsewhere."""
    for path in sorted(glob.glob(os.path.join(RULES, "*.jsonl"))):
        with open(path, encoding="utf-8") as file:
            yield from (json.loads(line) for line in file if line.strip())
    for path in sorted(glob.glob(os.path.join(RULES, "*.toml"))):
        with open(path, "rb") as file:
            yield from tomllib.load(file).get("change", [])


def moved(has):
    """The rows about names that `has` says the first release had."""
    wanted = [row for row in rows() if row["kind"] == "moved" and row.get("applicability") == "safe" and "argument" not in row]
    return [row for row in wanted if has(row["old"])]


def found(folder, has):
    """One case with a file for each row, or none; `has` says which names the first release has."""
    chosen = moved(has)
    if not chosen:
        return []
    before = os.path.join(folder, "before")
    os.makedirs(before)
    calls = []
    for number, row in enumerate(chosen):
        module, name = row["old"].rsplit(".", 1)
        with open(os.path.join(before, f"row{number}.py"), "w", encoding="utf-8") as file:
            # A module that moved is taken as code takes modules.
            file.write(f"from {module} import {name} as kept\n\n\ndef taken():\n    return kept\n")
        calls.append(f"told(row{number}.taken())")
    write(folder, "expected.toml", f'args = ["--target", "redis=={NEWEST}"]\n')
    write(folder, "run.toml", f"calls = {json.dumps(calls)}\nnew = [{json.dumps(NEWEST)}]\n")
    return [Case(f"the {len(chosen)} names that stand elsewhere", folder)]


def write(folder, name, text):
    with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
        file.write(text)
