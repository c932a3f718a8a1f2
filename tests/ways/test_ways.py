"""The ways in which people get exuvia: the wheel, the hooks of pre-commit, the GitHub action."""

import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest
import venv
import zipfile

import yaml

ROOT = pathlib.Path(__file__).parents[2]
WHEEL = pathlib.Path(os.environ["EXUVIA_WHEEL"])
OLD = 'import openai\n\nprint(openai.Completion.create(model="m", prompt="p")["choices"][0]["text"])\n'
NEW = 'import openai\n\nprint(openai.completions.create(model="m", prompt="p").choices[0].text)\n'


def run(*command, **more):
    return subprocess.run([str(one) for one in command], capture_output=True, text=True, **more)


class Case(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory()))
        self.project = self.folder / "project"
        self.project.mkdir()
        self.project.joinpath("a.py").write_text(OLD)
        self.environment = os.environ | {"EXUVIA_STATE_DIR": str(self.folder / "state")}


class Wheel(Case):
    def test_it_is_installed_and_runs_where_nothing_else_is(self):
        venv.create(self.folder / "venv", with_pip=True)
        programs = self.folder / "venv/bin"
        installed = run(programs / "python", "-m", "pip", "install", "--quiet", "--no-index", "--no-deps", WHEEL)
        self.assertEqual(installed.returncode, 0, installed.stderr)
        version = run(programs / "exuvia", "--version")
        self.assertEqual(version.stdout.split()[0], "exuvia")
        self.assertIn(version.stdout.split()[1], WHEEL.name)
        # The rules are in the program.
        checked = run(programs / "exuvia", "check", "--output-format", "concise", cwd=self.project)
        self.assertEqual(checked.returncode, 1, checked.stderr)
        self.assertIn("a.py:3:7: OAI102", checked.stdout)
        fixed = run(programs / "exuvia", "fix", cwd=self.project, env=self.environment)
        self.assertEqual((fixed.returncode, self.project.joinpath("a.py").read_text()), (0, NEW), fixed.stderr)

    def test_it_brings_its_licences_and_its_page(self):
        with zipfile.ZipFile(WHEEL) as wheel:
            names = wheel.namelist()
            metadata = next(name for name in names if name.endswith("METADATA"))
            text = wheel.read(metadata).decode()
        for licence in ("LICENSE-MIT", "LICENSE-APACHE"):
            self.assertTrue(any(name.endswith(licence) for name in names), names)
        self.assertIn("License-Expression: MIT OR Apache-2.0", text)
        self.assertIn("Carries Python projects across breaking dependency upgrades", text)


class PreCommit(Case):
    """The real pre-commit with this repository's hooks, in a repository whose package is the wheel."""

    def git(self, folder, *arguments):
        names = ("-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "init.defaultBranch=main")
        ran = run("git", *names, *arguments, cwd=folder)
        self.assertEqual(ran.returncode, 0, ran.stderr)
        return ran.stdout.strip()

    def hooks(self):
        folder = self.folder / "hooks"
        folder.mkdir()
        shutil.copy(ROOT / ".pre-commit-hooks.yaml", folder)
        folder.joinpath("setup.py").write_text(
            "from setuptools import setup\n"
            f"setup(name='hooks', py_modules=[], install_requires=['exuvia @ {WHEEL.as_uri()}'])\n"
        )
        self.git(folder, "init", "--quiet")
        self.git(folder, "add", ".")
        self.git(folder, "commit", "--quiet", "-m", "hooks")
        return folder, self.git(folder, "rev-parse", "HEAD")

    def test_hooks_check_and_fix_what_is_staged(self):
        hooks, revision = self.hooks()
        self.environment["PRE_COMMIT_HOME"] = str(self.folder / "home")
        self.project.joinpath("exuvia.toml").write_text('extend-exclude = ["old.py"]\n')
        self.project.joinpath("old.py").write_text(OLD)
        config = {"repos": [{"repo": str(hooks), "rev": revision, "hooks": [{"id": "exuvia-check"}, {"id": "exuvia-fix"}]}]}
        self.project.joinpath(".pre-commit-config.yaml").write_text(yaml.safe_dump(config))
        self.git(self.project, "init", "--quiet")
        self.git(self.project, "add", ".")
        hook = lambda name: run(  # noqa: E731
            sys.executable, "-m", "pre_commit", "run", name, cwd=self.project, env=self.environment
        )
        checked = hook("exuvia-check")
        self.assertEqual(checked.returncode, 1, checked.stdout + checked.stderr)
        self.assertIn("a.py:3:7", checked.stdout)
        self.assertNotIn("old.py", checked.stdout)
        fixed = hook("exuvia-fix")
        self.assertIn("files were modified by this hook", fixed.stdout, fixed.stderr)
        self.assertEqual(self.project.joinpath("a.py").read_text(), NEW)
        self.assertEqual(self.project.joinpath("old.py").read_text(), OLD)
        self.git(self.project, "add", ".")
        for name in ("exuvia-check", "exuvia-fix"):
            again = hook(name)
            self.assertEqual(again.returncode, 0, again.stdout + again.stderr)

    def test_the_hooks_are_valid(self):
        valid = run(sys.executable, "-m", "pre_commit", "validate-manifest", ROOT / ".pre-commit-hooks.yaml")
        self.assertEqual(valid.returncode, 0, valid.stdout + valid.stderr)


class Action(Case):
    def test_its_step_runs_what_it_is_given(self):
        action = yaml.safe_load(ROOT.joinpath("action.yml").read_text())
        (step,) = action["runs"]["steps"]
        arguments = action["inputs"]["args"]["default"]
        environment = self.environment | {
            "EXUVIA_ARGS": arguments,
            "EXUVIA_PACKAGE": str(WHEEL),
            "PIPX_HOME": str(self.folder / "pipx"),
            "PIPX_BIN_DIR": str(self.folder / "bin"),
            "PIPX_SHARED_LIBS": str(self.folder / "shared"),
        }
        self.assertEqual(set(step["env"]), {"EXUVIA_ARGS", "EXUVIA_PACKAGE"})
        # As the runner calls a step with `shell: bash`.
        ran = run("bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"], cwd=self.project, env=environment)
        self.assertEqual(ran.returncode, 1, ran.stderr)
        self.assertIn("::error file=a.py,line=3,", ran.stdout)


if __name__ == "__main__":
    unittest.main()
