"""What `exuvia init` writes for several kinds of projects, held against the published schemas that check-jsonschema brings."""

import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

EXUVIA = os.environ["EXUVIA"]

# Folders with what makes each a service; names that a shell or YAML could take for more than names are among them.
PROJECTS = {
    "one at the top": {"requirements.txt": "redis==5.0.1\n", "test_a.py": "import unittest\n"},
    "several": {
        "backend/requirements.txt": "fastapi==0.104.1\n",
        "backend/tests/test_a.py": "import pytest\n",
        "backend/Dockerfile": "FROM python:3.11-slim\n",
        "jobs/pyproject.toml": '[project]\nname = "jobs"\nversion = "1"\nrequires-python = ">=3.12"\ndependencies = ["redis==5.0.1"]\n',
        "uv/pyproject.toml": '[project]\nname = "u"\nversion = "1"\ndependencies = ["redis"]\n',
        "uv/uv.lock": 'version = 1\n\n[[package]]\nname = "redis"\nversion = "5.0.1"\n',
        "conda/environment.yml": "dependencies:\n  - redis-py=5.0.1\n",
    },
    "odd names": {
        "it's \"a\": ${{ x }}/requirements.txt": "redis==5.0.1\n",
        "a b #c/requirements.txt": "redis==5.0.1\n",
        "服务/requirements.txt": "redis==5.0.1\n",
        "服務/requirements.txt": "redis==5.0.1\n",
    },
    "none": {"main.py": "print(1)\n"},
}

KINDS = {
    ("--ci", "github"): (".github/workflows/dependencies.yml", "vendor.github-workflows"),
    ("--ci", "gitlab"): (".gitlab/dependencies.yml", "vendor.gitlab-ci"),
    ("--updates", "renovate"): ("renovate.json", "vendor.renovate"),
    ("--updates", "dependabot"): (".github/dependabot.yml", "vendor.dependabot"),
}


class Schemas(unittest.TestCase):
    def test_each_file_is_valid_by_its_schema(self):
        for project, files in PROJECTS.items():
            for asked, (name, schema) in KINDS.items():
                if project == "none" and name != "renovate.json":
                    continue
                with self.subTest(project=project, asked=asked), tempfile.TemporaryDirectory() as folder:
                    for path, text in files.items():
                        target = pathlib.Path(folder, path)
                        target.parent.mkdir(parents=True, exist_ok=True)
                        target.write_text(text)
                    subprocess.run([EXUVIA, "init", *asked], cwd=folder, check=True, capture_output=True)
                    checked = subprocess.run(
                        [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, name],
                        cwd=folder,
                        capture_output=True,
                        text=True,
                    )
                    self.assertEqual(checked.returncode, 0, checked.stdout + checked.stderr)

    def test_the_action_of_this_repository_is_valid_by_its_schema(self):
        action = pathlib.Path(__file__).parents[2] / "action.yml"
        command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.github-actions", action]
        checked = subprocess.run(command, capture_output=True, text=True)
        self.assertEqual(checked.returncode, 0, checked.stdout + checked.stderr)

    def test_the_job_that_the_documents_show_is_valid_by_its_schema(self):
        page = (pathlib.Path(__file__).parents[2] / "docs/installing.md").read_text()
        job = page.split("## GitLab")[1].split("```yaml\n")[1].split("```")[0]
        with tempfile.NamedTemporaryFile("w", suffix=".yml") as file:
            file.write(job)
            file.flush()
            command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.gitlab-ci", file.name]
            checked = subprocess.run(command, capture_output=True, text=True)
        self.assertEqual(checked.returncode, 0, checked.stdout + checked.stderr)

    def test_a_project_without_services_has_no_pipeline(self):
        with tempfile.TemporaryDirectory() as folder:
            pathlib.Path(folder, "main.py").write_text("print(1)\n")
            for asked in ("--ci=github", "--ci=gitlab", "--updates=dependabot"):
                ran = subprocess.run([EXUVIA, "init", asked], cwd=folder, capture_output=True, text=True)
                self.assertEqual(ran.returncode, 2, ran.stderr)
                self.assertIn("no requirements", ran.stderr)

    def test_a_file_that_is_there_is_kept(self):
        with tempfile.TemporaryDirectory() as folder:
            policy = pathlib.Path(folder, "renovate.json")
            policy.write_text("{}")
            ran = subprocess.run([EXUVIA, "init", "--updates=renovate"], cwd=folder, capture_output=True, text=True)
            self.assertEqual((ran.returncode, policy.read_text()), (2, "{}"))
            subprocess.run([EXUVIA, "init", "--updates=renovate", "--force"], cwd=folder, check=True, capture_output=True)
            self.assertNotEqual(policy.read_text(), "{}")


if __name__ == "__main__":
    unittest.main()
