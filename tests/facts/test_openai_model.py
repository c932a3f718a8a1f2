"""Holds the OpenAI model stubs against the installed packages.

    python tests/facts/test_openai_model.py --python OLD_PYTHON --python NEW_PYTHON

Each Python has one release of openai: 0.28.1 for `old.pyi`, 1.93.1 for `new.pyi`, 1.3.7 for `new-1.3.7.pyi`. The environment variable
EXUVIA_OPENAI_PYTHONS (paths with `:` between) says the same to a plain `python -m unittest`; without either, the Python
that runs the tests is asked. A half whose package is nowhere is skipped, and says so.
"""

import functools
import json
import os
import re
import subprocess
import sys
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)

import model_stub  # noqa: E402
from openai_comparison import asked_classes, new_differences, old_differences, wrong_shapes  # noqa: E402

MODEL = os.path.join(HERE, "..", "..", "rules", "openai", "model")
OLD, NEW = os.path.join(MODEL, "old.pyi"), os.path.join(MODEL, "new.pyi")
FIRST = os.path.join(MODEL, "new-1.3.7.pyi")
OLD_VERSION, NEW_VERSION, FIRST_VERSION = "0.28.1", "1.93.1", "1.3.7"

# It has the methods of the pydantic that happens to be installed beside it.
BASE_MODEL = re.compile(r"^class BaseModel:\n(    .*\n)+", re.MULTILINE)


def pythons():
    return [p for p in os.environ.get("EXUVIA_OPENAI_PYTHONS", "").split(os.pathsep) if p] + [sys.executable]


def clean_environment():
    return {name: value for name, value in os.environ.items() if "OPENAI" not in name}


@functools.lru_cache(maxsize=None)
def python_with(version):
    """The first Python that has this release, or None."""
    for python in pythons():
        command = [python, "-c", "import importlib.metadata as m; print(m.version('openai'))"]
        answer = subprocess.run(command, capture_output=True, text=True, check=False)
        if answer.stdout.strip() == version:
            return python
    return None


@functools.lru_cache(maxsize=None)
def facts(version, question=""):
    command = [python_with(version), os.path.join(HERE, "openai_probe.py")]
    answer = subprocess.run(
        command, input=question, capture_output=True, text=True, check=True, env=clean_environment()
    )
    return json.loads(answer.stdout)


def needs(version):
    return unittest.skipIf(python_with(version) is None, f"no Python with openai=={version}: see --python")


class Syntax(unittest.TestCase):
    """Needs no package."""

    def test_the_stubs_keep_to_the_subset(self):
        for path in (OLD, NEW, FIRST):
            self.assertEqual(model_stub.Stub(path).problems, [])

    def test_every_name_in_a_type_is_declared(self):
        for path in (OLD, NEW, FIRST):
            self.assertEqual(model_stub.Stub(path).unknown_types(), [])


def written_by(version, script, *arguments):
    command = [python_with(version), os.path.join(HERE, "..", "..", "scripts", script), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True, env=clean_environment()).stdout


@needs(OLD_VERSION)
class OldSurface(unittest.TestCase):
    def test_the_script_writes_the_same_stub_again(self):
        self.assertTrue(model_stub.Stub(OLD).text.startswith(written_by(OLD_VERSION, "openai-surface-old.py")))

    def test_the_stub_is_the_installed_package(self):
        self.assertEqual(old_differences(model_stub.Stub(OLD), facts(OLD_VERSION)), [])

    def test_a_change_of_the_stub_is_noticed(self):
        text = model_stub.Stub(OLD).text
        agreed = len(old_differences(model_stub.Stub(OLD), facts(OLD_VERSION)))
        changes = {
            "a parameter moved": ("def create_edit(cls, image, mask=...,", "def create_edit(cls, mask, image=...,"),
            "a parameter lost": (
                "def create(cls, file, purpose, model=..., api_key=...",
                "def create(cls, file, purpose, api_key=...",
            ),
            "a default lost": (
                "def create(cls, input, model=..., api_key=...)",
                "def create(cls, input, model, api_key=...)",
            ),
            "a method lost": ("    def find_matching_files(", "    def _find_matching_files("),
            "a method invented": (
                "    def wait_for_processing(",
                "    def wait_for_everything(cls) -> Any: ...\n    @classmethod\n    def wait_for_processing(",
            ),
            "a class method bound to the instance": (
                "    @classmethod\n    def wait_for_processing",
                "    def wait_for_processing",
            ),
            "async lost": ("    async def acreate(cls, customer", "    def acreate(cls, customer"),
            "another base": ("class TryAgain(openai.error.OpenAIError)", "class TryAgain(openai.error.APIError)"),
            "an attribute lost": ("    should_retry: bool\n", ""),
            "an exception lost": ("class SignatureVerificationError", "class SignatureVerificationErrors"),
            "a setting lost": ("api_key_path: str | None  # env: OPENAI_API_KEY_PATH\n", ""),
            "another environment variable": ("# env: OPENAI_ORGANIZATION", "# env: OPENAI_ORG_ID"),
            "a wrong alias": (
                "InvalidRequestError = openai.error.InvalidRequestError",
                "InvalidRequestError = openai.error.APIError",
            ),
            "a module lost": ("# module: openai.embeddings_utils", "# module: openai.embedding_utils"),
            "a key that is sent": ("engine=..., deployment_id=..., timeout=...", "engine=..., timeout=..."),
            "another type of a setting": ("verify_ssl_certs: bool", "verify_ssl_certs: str"),
        }
        for what, (before, after) in changes.items():
            with self.subTest(what):
                self.assertIn(before, text)
                changed = model_stub.Stub(OLD)
                changed.read(text.replace(before, after))
                self.assertGreater(len(old_differences(changed, facts(OLD_VERSION))), agreed)


@needs(NEW_VERSION)
class NewSurface(unittest.TestCase):
    def setUp(self):
        self.old, self.new = model_stub.Stub(OLD), model_stub.Stub(NEW)
        self.real = facts(NEW_VERSION, asked_classes(self.old, self.new))

    def test_the_stub_is_the_installed_package(self):
        self.assertEqual(new_differences(self.new, self.real), [])

    def test_the_script_writes_the_same_stub_again(self):
        again = written_by(NEW_VERSION, "openai-surface.py", "new")
        self.assertEqual(BASE_MODEL.sub("", self.new.text), BASE_MODEL.sub("", again))
        self.assertIn(written_by(NEW_VERSION, "openai-surface.py", "shapes").rstrip(), self.old.text)

    def test_the_old_answers_have_the_keys_of_the_new_classes(self):
        self.assertEqual(wrong_shapes(self.old, self.new, self.real), [])

    def test_a_change_of_the_stub_is_noticed(self):
        text = self.new.text
        agreed = len(new_differences(self.new, self.real))
        changes = {
            "a keyword lost": ("parallel_tool_calls=..., ", ""),
            "a required keyword made optional": (
                "def create(self, *, input, model=...,",
                "def create(self, *, input=..., model=...,",
            ),
            "another constructor": ("azure_deployment=..., ", ""),
            "a field lost": ("    system_fingerprint: str | None\n", ""),
            "a field that is never None": (
                "    usage: openai.types.CompletionUsage | None\n",
                "    usage: openai.types.CompletionUsage\n",
            ),
            "another key": ("key: hate/threatening", "key: hate_threatening"),
            "another base": (
                "class APITimeoutError(openai.APIConnectionError)",
                "class APITimeoutError(openai.APIError)",
            ),
            "a setting lost": ("azure_endpoint: str | None  # env: AZURE_OPENAI_ENDPOINT\n", ""),
        }
        for what, (before, after) in changes.items():
            with self.subTest(what):
                self.assertIn(before, text)
                changed = model_stub.Stub(NEW)
                changed.read(text.replace(before, after))
                self.assertGreater(len(new_differences(changed, self.real)), agreed)


@needs(FIRST_VERSION)
class FirstSurface(unittest.TestCase):
    def test_the_stub_is_the_installed_package(self):
        new = model_stub.Stub(FIRST)
        # The base of answers is a name of the root only later.
        differences = new_differences(new, facts(FIRST_VERSION, asked_classes(new, new)))
        self.assertEqual(differences, ["openai.BaseModel does not exist"])

    def test_the_script_writes_the_same_stub_again(self):
        again = written_by(FIRST_VERSION, "openai-surface.py", "new")
        self.assertEqual(BASE_MODEL.sub("", model_stub.Stub(FIRST).text), BASE_MODEL.sub("", again))


def main():
    arguments = sys.argv[1:]
    given = [arguments[i + 1] for i, a in enumerate(arguments[:-1]) if a == "--python"]
    if given:
        os.environ["EXUVIA_OPENAI_PYTHONS"] = os.pathsep.join(given)
        python_with.cache_clear()
    # The skips above were decided when this file was read: read it again with the answer in place.
    module = __import__("test_openai_model")
    rest = [a for i, a in enumerate(arguments) if a != "--python" and (i == 0 or arguments[i - 1] != "--python")]
    unittest.main(module=module, argv=[sys.argv[0]] + rest)


if __name__ == "__main__":
    main()
