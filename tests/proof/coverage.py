"""What of the pack no case runs yet: rows, cases of their arguments, and ways in which an answer is used.

What a case touches is read off the findings of exuvia in its old code: each names the symbol of its row, stands where the
call is, and says in `related` what is done with the answer.
"""

import ast
import json
import os
import re
import subprocess

from . import cases
from .compare import read


# Rows that say only what has to be written by hand; `adownload` of 0.28.1 fails always.
BY_HAND = {"openai.File.wait_for_processing", "openai.File.adownload", "openai.FineTuningJob.auto_paging_iter"}
# Arguments whose note in the pack, which users read before they take an unsafe fix, says what differs.
SAID = {"starting_after"}


class Seen:
    """Rows, (row, argument, case of it) and uses of answers."""

    def __init__(self):
        self.rows, self.arguments, self.uses = set(), set(), set()

    def add(self, exuvia, folder, rows):
        folder = os.path.join(folder, "before")
        command = [exuvia, "check", "--exit-zero", "--output-format", "json", "."]
        done = subprocess.run(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, check=True)
        for finding in json.loads(done.stdout)["findings"]:
            if finding["fix_id"] and finding["path"].endswith(".py"):
                self.uses |= {use(related["why"]) for related in finding["related"]}
            old = (finding["symbol"] or {}).get("old")
            self.rows.add(old)
            if old in rows and finding["path"].endswith(".py"):
                self.arguments |= given(os.path.join(folder, finding["path"]), finding["start"], rows[old])


def use(why):
    return re.sub(r"`[^`]*`", "...", why)


def rows():
    """The rows that exuvia can apply, by the symbol that is old."""
    found = {}
    for name in ("calls.toml", "errors.toml", "settings.toml", "removed.toml"):
        for row in read(name).get("change", []):
            if row["kind"] != "removed":
                found |= {old: row for old in names(row) if old not in BY_HAND}
        for provider in read(name).get("provider", []):
            for setting in provider.get("setting", []):
                # What both versions have is no finding.
                if not setting.get("legal-in-new") and (setting.get("text") or setting.get("do") != "manual"):
                    old = f"{provider['module']}.{setting['old']}"
                    found[old] = {"old": old}
    return found


def names(row):
    return row.get("olds") or [row["old"]]


def applied(row):
    """The cases of a row's arguments that write something."""
    for argument in row.get("argument", []):
        for number, case in enumerate(argument["cases"]):
            said = argument["name"] in SAID and "note" in case
            if case.get("do") != "manual" and case["is"] != "absent" and not said:
                yield argument["name"], number


def given(path, start, row):
    """Which cases of which arguments the call at a place takes."""
    with open(path, encoding="utf-8") as file:
        tree = ast.parse(file.read())
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and (node.lineno, node.col_offset + 1) == (start["line"], start["column"]):
            values = {keyword.arg: keyword.value for keyword in node.keywords}
            for argument in row.get("argument", []):
                if argument["name"] in values:
                    number = case_of(argument["cases"], values[argument["name"]])
                    found.add((row_name(row), argument["name"], number))
    return found


def row_name(row):
    return names(row)[0]


def case_of(table, value):
    return next(number for number, case in enumerate(table) if fits(case, value))


def fits(case, value):
    constant = value.value if isinstance(value, ast.Constant) else ...
    kinds = {
        "none": constant is None,
        "not-none": constant not in (None, ...) or isinstance(value, ast.Call),
        "empty": constant == "",
        "string": isinstance(constant, str) and bool(constant),
        "number": isinstance(constant, (int, float)) and not isinstance(constant, bool),
        "tuple": isinstance(value, ast.Tuple),
        "present": True,
        "unknown": True,
    }
    return kinds.get(case["is"], False) and ("of" not in case or constant in case["of"])


def report(exuvia, runnable):
    """Lines that say what is not covered."""
    known, seen, anywhere = rows(), Seen(), Seen()
    folders = {os.path.join(cases.TESTDATA, name) for name in os.listdir(cases.TESTDATA)}
    for folder in sorted({case.folder for case in runnable}):
        seen.add(exuvia, folder, known)
    for folder in sorted(folders - {case.folder for case in runnable}):
        if os.path.isdir(os.path.join(folder, "before")):
            anywhere.add(exuvia, folder, known)
    for old in known:
        if old not in seen.rows:
            yield f"no case runs the row of {old}"
    for old, row in known.items():
        for argument, number in applied(row):
            if (row_name(row), argument, number) not in seen.arguments:
                yield f"no case gives {old} `{argument}` as {json.dumps(row_case(row, argument, number))}"
    for one in sorted(anywhere.uses - seen.uses):
        yield f"no case runs where {one}"


def row_case(row, argument, number):
    [table] = [one["cases"] for one in row["argument"] if one["name"] == argument]
    return {name: value for name, value in table[number].items() if name in ("is", "of")}
