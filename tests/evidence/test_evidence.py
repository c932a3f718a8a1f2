"""Runs the real tools, and lets exuvia read what they write."""

import http.server
import json
import os
import subprocess
import sys
import tempfile
import threading
import unittest

from evidence import wrk

HERE = os.path.dirname(os.path.abspath(__file__))
EXUVIA = os.environ["EXUVIA"]
TOOLS = os.environ["EXUVIA_EVIDENCE_PYTHON"]
CONFLICTS = os.environ["EXUVIA_CONFLICTS_PYTHON"]

CODE = '''\
from jose import jwt


def read(token, key):
    return jwt.decode(token, key)


def other(token, key):
    return jwt.decode(token, key)
'''
TESTS = '''\
from unittest import mock

from app import tokens


def test_read():
    with mock.patch.object(tokens, "jwt") as jwt:
        tokens.read("a", "b")
    assert jwt.decode.called


def test_that_fails():
    assert tokens is None
'''
JOSE = 'import sys, types\nsys.modules["jose"] = types.SimpleNamespace(jwt=None)\n'


class Evidence(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name
        self.write("app/__init__.py", "")
        self.write("app/tokens.py", CODE)
        self.write("tests/test_tokens.py", TESTS)
        # The package itself need not be there for the tests of the tools.
        self.write("conftest.py", JOSE)
        self.write("requirements.txt", "python-jose==3.3.0\n")

    def write(self, path, text):
        path = os.path.join(self.folder, path)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)

    def run_tool(self, *command, codes=(0,), env=None):
        done = subprocess.run(
            command, cwd=self.folder, capture_output=True, text=True, env={**os.environ, **(env or {})}, timeout=300, check=False
        )
        self.assertIn(done.returncode, codes, done.stderr + done.stdout)
        return done.stdout

    def tool(self, *arguments, python=TOOLS, codes=(0,), env=None):
        return self.run_tool(python, *arguments, codes=codes, env=env)

    def plan(self, *files, checkpoint=None):
        if checkpoint:
            self.write(
                "exuvia.toml",
                f'[packages.python-jose]\nto = "3.5.0"\ncheckpoints = [{{ text = "By evidence", evidence = "{checkpoint}" }}]\n',
            )
        arguments = [word for file in files for word in ("--evidence", file)]
        self.run_tool(EXUVIA, "plan", "-o", "plan", "app", "tests", "requirements.txt", *arguments)
        with open(os.path.join(self.folder, "plan", "checklist.md"), encoding="utf-8") as file:
            return file.read()

    def audit(self, version, holes):
        """What pip-audit writes, by its own class: it asks a service for what is known, and the test may not."""
        code = (
            "import sys\n"
            "from packaging.version import Version\n"
            "from pip_audit._format import JsonFormat\n"
            "from pip_audit._service.interface import ResolvedDependency, SkippedDependency, VulnerabilityResult\n"
            f"jose = ResolvedDependency('python-jose', Version('{version}'))\n"
            "hole = VulnerabilityResult(id='PYSEC-2024-232', description='Confusion.', fix_versions=[Version('3.4.0')], aliases={'CVE-2024-33663'})\n"
            "own = SkippedDependency('own', 'not there')\n"
            f"print(JsonFormat(True, True).format({{jose: [hole][:{holes}], own: []}}, []))\n"
        )
        return self.tool("-c", code)

    def test_pip_audit(self):
        self.write("audit.json", self.audit("3.3.0", 1))
        text = self.plan("audit.json", checkpoint="pip-audit")
        self.assertIn("`PYSEC-2024-232` is known of version `3.3.0` (`audit.json`)", text)
        self.assertIn("Mended in: 3.4.0", text)
        self.assertIn("[ ] By evidence", text)
        self.write("audit.json", self.audit("3.5.0", 0))
        self.assertIn("[x] By evidence", self.plan("audit.json", checkpoint="pip-audit"))

    def test_safety(self):
        meta = {"meta": {"timestamp": 1700000000, "last_updated": "2024-01-01 00:00:00", "base_domain": "https://a.invalid", "schema_version": "2.0.0"}}
        names = [{"type": "pyup", "id": "70715"}, {"type": "cve", "id": "CVE-2024-33663"}]
        hole = {
            "ids": names, "advisory": "Confusion.", "specs": ["<3.4.0"], "more_info_path": "/x",
            "fixed_versions": ["3.4.0"], "affected_versions": ["3.3.0"], "transitive": False,
        }
        self.write("db/insecure.json", json.dumps({**meta, "vulnerable_packages": {"python-jose": ["<3.4.0"]}}))
        self.write("db/insecure_full.json", json.dumps({**meta, "vulnerable_packages": {"python-jose": [hole]}}))
        reports = os.path.join(HERE, "safety_reports.py")
        for form, name in (("check", "CVE-2024-33663"), ("scan", "70715")):
            self.write("safety.json", self.tool(reports, form, os.path.join(self.folder, "db")))
            text = self.plan("safety.json", checkpoint="safety")
            self.assertIn(f"`{name}` is known of version `3.3.0` (`safety.json`)", text, form)
            self.assertIn("[ ] By evidence", text)

    def test_pip_list_outdated(self):
        self.write("outdated.json", self.tool("-m", "pip", "list", "--outdated", "--format", "json", python=CONFLICTS))
        self.assertRegex(self.plan("outdated.json", checkpoint="pip-outdated"), r"The newest release is `3\.[5-9]")

    def test_pip_check(self):
        self.write("check.txt", self.tool("-m", "pip", "check", python=CONFLICTS, codes=(1,)))
        text = self.plan("check.txt", checkpoint="pip-check")
        self.assertIn("python-jose 3.3.0 requires", text)
        self.assertIn("[ ] By evidence", text)
        self.write("check.txt", self.tool("-m", "pip", "check"))
        self.assertIn("[x] By evidence", self.plan("check.txt", checkpoint="pip-check"))

    def test_pipdeptree(self):
        for form in ("--json", "--json-tree"):
            self.write("tree.json", self.tool("-m", "pipdeptree", form))
            text = self.plan("tree.json")
            self.assertIn("| `tree.json` | pipdeptree | packages that are installed: ", text)
            self.write("requirements.txt", "python-jose==3.3.0\nrequests==2.20.0\n")
            # pip-audit asks for requests.
            self.assertRegex(self.plan("tree.json"), r"Packages that ask for it: [^\n]*`pip-audit`")

    def test_pytest_and_coverage(self):
        options = ["-m", "pytest", "-p", "no:cacheprovider", "--junit-xml", "junit.xml", "--cov", "app"]
        options += ["--cov-report", "xml:coverage.xml", "--cov-report", "json:coverage.json"]
        self.tool(*options, codes=(1,), env={"PYTHONPATH": self.folder})
        text = self.plan("junit.xml", checkpoint="pytest")
        self.assertIn("tests: 2, failed: 1, skipped: 0", text)
        self.assertIn("`tests.test_tokens::test_that_fails`", text)
        self.assertIn("[ ] By evidence", text)
        for form in ("coverage.xml", "coverage.json"):
            # In XML, names are seen from the folder that was measured.
            text = self.plan(form, checkpoint="coverage")
            self.assertIn("Tests run 1 of 2 affected lines", text, form)
            self.assertIn("[ ] `app/tokens.py:9`", text, form)

    def test_wrk(self):
        class Quiet(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                self.send_response(200)
                self.send_header("Content-Length", "2")
                self.end_headers()
                self.wfile.write(b"ok")

            def log_message(self, *_):
                pass

        class Server(http.server.ThreadingHTTPServer):
            def handle_error(self, request, client_address):
                """When its time is over, wrk leaves in the middle of an answer."""

        server = Server(("127.0.0.1", 0), Quiet)
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            program, env = wrk.program()
            address = f"http://127.0.0.1:{server.server_port}/health"
            for name in ("before.txt", "after.txt"):
                command = [program, "--threads", "1", "--connections", "2", "--duration", "1s", "--latency", address]
                self.write(name, self.run_tool(*command, env=env))
        finally:
            server.shutdown()
            thread.join()
            server.server_close()
        text = self.plan("before.txt", "after.txt")
        self.assertRegex(text, rf"`{address}` before: latency [\d.]+ ms, 50%: [\d.]+ ms[^\n]*After: latency [\d.]+ ms")

    def test_sarif(self):
        self.write("app/tokens.py", CODE + "import os\n")
        ruff = os.path.join(os.path.dirname(TOOLS), "ruff")
        command = [ruff, "check", "--isolated", "--no-cache", "--output-format", "sarif", "app"]
        self.write("ruff.sarif", self.run_tool(*command, codes=(1,)))
        text = self.plan("ruff.sarif")
        self.assertRegex(text, r"app/tokens\.py:10`: `(F401|E402)`")


if __name__ == "__main__":
    sys.exit(unittest.main())
