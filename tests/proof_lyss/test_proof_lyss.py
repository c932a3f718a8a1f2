"""What would make the proof on the platform say yes where it should say no."""

import json
import os
import tempfile
import unittest
import urllib.request

from . import checklist, environments, locks, suites
from .stub import Stub

OLD = """import old


def ask():
    answer = old.ask()
    return answer


def other():
    return 1


@old.again
def again():
    return 2
"""
NEW = OLD.replace("import old\n", "import new\n").replace("old.", "new.")
NAMED = "- [ ] **X**: it is gone\n  - [ ] `a.py:5:14`: by hand: its owner must decide\n  - [ ] `a.py:12:2`: in `patches/01-x.patch`\n"


class Checklist(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.trees = [os.path.join(folder.name, name) for name in ("before", "after")]
        for tree, text in zip(self.trees, (OLD, NEW)):
            os.mkdir(tree)
            with open(os.path.join(tree, "a.py"), "w", encoding="utf-8") as file:
                file.write(text)

    def wrong(self, hunk):
        return checklist.not_named(f"--- a/a.py\n+++ b/a.py\n{hunk}\n", NAMED, *self.trees)

    def test_only_what_no_patch_does_is_left_to_people(self):
        self.assertEqual(checklist.by_hand(NAMED), {"a.py": {5}})

    def test_an_edit_in_a_function_that_is_named_is_named(self):
        self.assertEqual(self.wrong("@@ -5 +5 @@"), [])
        self.assertEqual(self.wrong("@@ -6 +6,2 @@"), [])

    def test_an_edit_elsewhere_is_not(self):
        for hunk in ("@@ -1 +1 @@", "@@ -9,2 +9 @@", "@@ -12 +12 @@", "@@ -13,0 +14 @@"):
            self.assertEqual(len(self.wrong(hunk)), 1, hunk)

    def test_the_shipped_patch_has_no_context(self):
        path = os.path.join(environments.ROOT, environments.HERE, "by_hand.patch")
        with open(path, encoding="utf-8") as file:
            text = file.read()
        self.assertTrue(checklist.edits(text))
        self.assertFalse([line for line in text.splitlines() if line.startswith(" ")])


class Locks(unittest.TestCase):
    def test_another_version_is_told(self):
        with tempfile.TemporaryDirectory() as folder:
            def write(name, text):
                with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
                    file.write(text)
                return os.path.join(folder, name)

            write("requirements.txt", "# Web\nFast_API[all]==1.0\n")
            manifest = write("requirements-dev.txt", "-r requirements.txt\npytest==7.0\n")
            lock = write("lock.txt", "fast-api==1.0 \\\n    --hash=sha256:1\npytest==7.1 \\\n    --hash=sha256:2\n")
            self.assertEqual(locks.differences(manifest, lock), ["pytest==7.0 is asked for, 7.1 is locked"])
            self.assertEqual(locks.differences(write("open.txt", "fast-api==2.0\n"), lock), ["fast-api==2.0 is asked for, 1.0 is locked"])
            with self.assertRaisesRegex(ValueError, "no pin"):
                locks.differences(write("range.txt", "pytest>=7\n"), lock)


class Suites(unittest.TestCase):
    def test_a_test_with_an_error_around_it_has_failed(self):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "report.xml")
            with open(path, "w", encoding="utf-8") as file:
                file.write(
                    '<testsuites><testsuite><testcase classname="a" name="b"/><testcase classname="a" name="b"><error/></testcase>'
                    '<testcase classname="a" name="c"><skipped/></testcase><testcase classname="a" name="d"/></testsuite></testsuites>'
                )
            states = suites.read(path)
        self.assertEqual(states, {"a::b": "failed", "a::c": "skipped", "a::d": "passed"})
        self.assertFalse(suites.Result({"a::d": "passed", "a::c": "skipped"}, "", 0, 0, False).passes)
        self.assertFalse(suites.Result({}, "", 0, 0, False).passes)


class Stubbed(unittest.TestCase):
    def ask(self, stub, path, body=None):
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(stub.url + path, data=data, headers={"Content-Type": "application/json"})
        try:
            with urllib.request.urlopen(request) as answer:
                return answer.status, json.load(answer)
        except urllib.error.HTTPError as error:
            return error.code, None

    def test_it_does_what_it_is_asked_for_and_tells_it(self):
        said = {"model": "m", "messages": [{"role": "user", "content": "x [stub: 429 once]"}]}
        with Stub() as stub:
            codes = [self.ask(stub, "/v1/chat/completions", said)[0] for _ in range(2)]
            _, near = self.ask(stub, "/v1/embeddings", {"model": "m", "input": ["a lake", "A LAKE!", "bread"]})
            _, asked = self.ask(stub, "/asked")
        self.assertEqual(codes, [429, 200])
        vectors = [row["embedding"] for row in near["data"]]
        self.assertEqual(vectors[1], vectors[2])
        self.assertNotEqual(vectors[0], vectors[1])
        self.assertEqual([one["body"] for one in asked[:2]], [said, said])


if __name__ == "__main__":
    unittest.main()
