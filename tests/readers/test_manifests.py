"""What exuvia reads of the manifests in tests/data/manifests, held against the readers of the formats themselves.

tests/deps.rs sees to it that `expected.json` of each case is what `exuvia deps` prints. Nothing here is run or installed of
what the manifests name. The environment is tests/facts/requirements-manifests.txt, which no other test has: so they stand in a
folder of their own.
"""

import itertools
import json
import optparse
import pathlib
import re
import tomllib
import unittest
import warnings

# Before pip: both bring a distutils.
from setuptools.config.setupcfg import read_configuration  # isort: skip

import rattler
import yaml
from dependency_groups import resolve
from packaging.markers import Marker
from packaging.requirements import InvalidRequirement, Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name
from packaging.version import Version
from pip._internal.exceptions import InstallationError, InvalidEggFragment
from pip._internal.req import req_file
from pip._internal.req.constructors import install_req_from_editable, install_req_from_line
from poetry.core.constraints.version import Version as PoetryVersion
from poetry.core.constraints.version import parse_constraint
from poetry.core.packages.dependency import Dependency

CASES = pathlib.Path(__file__).resolve().parent.parent / "data" / "manifests"

# Versions around every bound that the manifests name.
RELEASES = [
    ".".join(map(str, numbers))
    for count in (1, 2, 3)
    for numbers in itertools.product(range(6), repeat=count)
]
VERSIONS = [*RELEASES, "1.2a1", "1.2.3.4", "1.2.3.5", "1.2.post1", "1.3.0.1", "2!1.0", "2!1.5", "2!2.0", "4.36.1", "5.0.1", "23.1"]


def cases():
    for folder in sorted(CASES.iterdir()):
        listing = json.loads((folder / "expected.json").read_text())
        rows, problems = {}, {}
        for row in listing["requirements"]:
            rows.setdefault(row["file"], []).append(row)
        for row in listing["problems"]:
            problems.setdefault(row["file"], []).append(row)
        yield folder / "project", rows, problems


def files(*names):
    """The files of these names (or patterns) with what exuvia reads of each."""
    for project, rows, problems in cases():
        for name in names:
            for path in sorted(project.rglob(name)):
                shown = path.relative_to(project).as_posix()
                yield path, rows.get(shown, []), problems.get(shown, [])


def marked(marker):
    return str(Marker(str(marker))) if marker else ""


def of_row(row):
    return (row["package"], SpecifierSet(row["specifier"]), sorted(row["extras"]), marked(row["marker"]))


def of_requirement(asked):
    specifier = SpecifierSet() if asked.url else SpecifierSet(str(asked.specifier))
    extras = sorted(canonicalize_name(extra) for extra in asked.extras)
    return (canonicalize_name(asked.name), specifier, extras, marked(asked.marker))


class RequirementsFiles(unittest.TestCase):
    """pip's own reader of requirement files, line by line."""

    def read(self, path):
        """What pip makes of each line: (line, requirement, link or error)."""
        parse = req_file.get_line_parser(None)
        for number, line in req_file.preprocess(req_file.get_file_content(str(path), session=None)[1]):
            try:
                args, opts = parse(line)
            except (req_file.OptionParsingError, optparse.OptParseError) as error:
                yield number, None, error
                continue
            try:
                if opts.editables:
                    yield number, install_req_from_editable(opts.editables[0]), None
                elif args:
                    yield number, install_req_from_line(args), None
            except InvalidEggFragment:
                # Older releases of pip took extras and versions there, and files still have them.
                continue
            except InstallationError as error:
                yield number, None, error

    def test_each_line_is_read_as_pip_reads_it(self):
        read = 0
        for path, rows, problems in files("*.txt", "*.in"):
            if path.parent.name == "requirements-encoding" or "encoding" in str(path):
                continue
            with self.subTest(str(path.relative_to(CASES))):
                by_line = {}
                for row in rows:
                    by_line.setdefault(row["line"], []).append(row)
                wrong = {problem["line"] for problem in problems}
                for line, asked, error in self.read(path):
                    if "no such option: --global-option" in str(error):
                        # Older releases of pip have it.
                        continue
                    if error:
                        folder = any(words in str(error) for words in ("not exist", "not a valid editable", "not installable"))
                        self.assertTrue(line in wrong or folder or line in by_line, f"line {line}: {error}")
                        if not folder:
                            self.assertNotIn(line, by_line, str(error))
                    elif asked.req is None:
                        # A folder or an address without a name: said where it is not the project's own.
                        self.assertNotIn("==", str(asked))
                    elif line not in by_line:
                        causes = {problem["problem"] for problem in problems if problem["line"] == line}
                        self.assertIn("unresolved-variable", causes, f"line {line}: {asked}")
                    else:
                        read += 1
                        (row,) = by_line[line]
                        name, specifier, _, _ = of_requirement(asked.req)
                        extras = sorted(canonicalize_name(extra) for extra in asked.extras)
                        if asked.link is not None:
                            self.assertEqual(row["kind"], "direct")
                            specifier = SpecifierSet()
                        expected = (name, specifier, extras, marked(asked.markers))
                        self.assertEqual(of_row(row), expected, f"line {line}")
        self.assertGreater(read, 80)


class Pyproject(unittest.TestCase):
    def test_lists_are_read_as_packaging_reads_them(self):
        for path, rows, problems in files("pyproject.toml"):
            try:
                document = tomllib.loads(path.read_text())
            except tomllib.TOMLDecodeError:
                self.assertEqual([problem["problem"] for problem in problems], ["toml-syntax"])
                continue
            project = document.get("project", {})
            lists = [("requirement", None, project.get("dependencies", []))]
            lists.append(("build", None, document.get("build-system", {}).get("requires", [])))
            # What uv takes from elsewhere is a direct reference, whatever version stands beside it.
            elsewhere = {canonicalize_name(name) for name in document.get("tool", {}).get("uv", {}).get("sources", {})}
            lists += [("optional", extra, asked) for extra, asked in project.get("optional-dependencies", {}).items()]
            for kind, group, asked in lists:
                if not isinstance(asked, list):
                    continue
                with self.subTest(path=str(path.relative_to(CASES)), kind=kind, group=group):
                    expected = []
                    for text in asked:
                        try:
                            expected.append(of_requirement(Requirement(text)))
                        except (InvalidRequirement, TypeError):
                            self.assertTrue(problems)
                    own = [row for row in rows if row["group"] == group and row["kind"] in (kind, "direct")]
                    found = [of_row(row) for row in own]
                    for one in expected:
                        if one[0] in elsewhere:
                            self.assertIn(one[0], {row[0] for row in found})
                        else:
                            self.assertIn(one, found)

    def test_groups_are_those_of_their_standard(self):
        for path, rows, _ in files("pyproject.toml"):
            try:
                document = tomllib.loads(path.read_text())
            except tomllib.TOMLDecodeError:
                continue
            groups = document.get("dependency-groups", {})
            sources = document.get("tool", {}).get("uv", {}).get("sources", {})
            for name in groups:
                try:
                    asked = [Requirement(text) for text in resolve(groups, name)]
                    expected = {str(of_requirement(one)) for one in asked if one.name not in sources}
                except (ValueError, LookupError, TypeError):
                    continue
                taken = {name} | {item["include-group"] for item in groups[name] if isinstance(item, dict)}
                found = {str(of_row(row)) for row in rows if row["group"] in taken and row["kind"] == "group"}
                self.assertEqual(found, expected, f"{path} {name}")


class Translations(unittest.TestCase):
    """Words for versions of other tools, by the versions that they admit."""

    def assert_same(self, what, specifier, admits):
        ours = SpecifierSet(specifier)
        for text in VERSIONS:
            version = Version(text)
            self.assertEqual(ours.contains(version, prereleases=True), admits(text), f"{what} as {specifier}: {text}")

    def test_constraints_of_poetry(self):
        compared = 0
        for path, rows, _ in files("pyproject.toml"):
            try:
                poetry = tomllib.loads(path.read_text()).get("tool", {}).get("poetry", {})
            except tomllib.TOMLDecodeError:
                continue
            by_package = {row["package"]: row for row in rows if row["kind"] == "requirement"}
            for name, wish in poetry.get("dependencies", {}).items():
                constraint = wish if isinstance(wish, str) else wish.get("version") if isinstance(wish, dict) else None
                # A specifier set has no "or": what lies between is admitted as well.
                if name not in by_package or constraint is None or "|" in constraint:
                    continue
                allowed = parse_constraint(constraint)
                specifier = by_package[name]["specifier"]
                compared += 1
                self.assert_same(constraint, specifier, lambda text, one=allowed: one.allows(PoetryVersion.parse(text)))
        self.assertGreater(compared, 25)

    def test_alternatives_of_poetry_are_within_what_is_said(self):
        for path, rows, _ in files("pyproject.toml"):
            if "versions" not in str(path):
                continue
            wishes = tomllib.loads(path.read_text())["tool"]["poetry"]["dependencies"]
            for row in rows:
                constraint = wishes[row["package"]]
                allowed = parse_constraint(constraint)
                for text in VERSIONS:
                    if allowed.allows(PoetryVersion.parse(text)):
                        self.assertIn(Version(text), SpecifierSet(row["specifier"], prereleases=True), constraint)

    def test_interpreters_of_poetry(self):
        for path, rows, _ in files("pyproject.toml"):
            for row in rows:
                if row["kind"] != "requirement" or "python_version" not in (row["marker"] or ""):
                    continue
                wish = tomllib.loads(path.read_text()).get("tool", {}).get("poetry", {}).get("dependencies", {})
                wish = wish.get(row["package"])
                for one in wish if isinstance(wish, list) else [wish]:
                    if not isinstance(one, dict) or one.get("version") is None or "python" not in one:
                        continue
                    asked = Dependency("x", one["version"])
                    asked.python_versions = one["python"]
                    version = "" if one["version"] == "*" else one["version"]
                    if "platform" in one or SpecifierSet(row["specifier"]) != SpecifierSet(version):
                        continue
                    for minor in range(6, 15):
                        environment = {"python_version": f"3.{minor}", "python_full_version": f"3.{minor}.0"}
                        self.assertEqual(
                            Marker(row["marker"]).evaluate(environment), asked.marker.validate(environment), row["marker"]
                        )

    def test_versions_of_conda(self):
        compared = 0
        for path, rows, problems in files("environment*.yml"):
            try:
                asked = yaml.safe_load(path.read_text())["dependencies"]
            except yaml.YAMLError:
                self.assertTrue(problems)
                continue
            rows = iter([row for row in rows if row["kind"] == "conda"])
            for text in asked:
                if not isinstance(text, str):
                    continue
                if any(text.split("=")[0].strip() == problem["package"] for problem in problems):
                    continue
                row = next(rows)
                spec = rattler.MatchSpec(text)
                self.assertEqual(canonicalize_name(spec.name.normalized), row["package"])
                if spec.version is None or "|" in text:
                    continue
                compared += 1
                wanted = rattler.VersionSpec(spec.version)
                for version in RELEASES:
                    ours = SpecifierSet(row["specifier"]).contains(version, prereleases=True)
                    self.assertEqual(ours, wanted.matches(rattler.Version(version)), f"{text}: {version}")
        self.assertGreater(compared, 15)


class Setuptools(unittest.TestCase):
    def test_setup_cfg_is_read_as_setuptools_reads_it(self):
        for path, rows, _ in files("setup.cfg"):
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                options = read_configuration(str(path))["options"]
            lists = {("requirement", None): options.get("install_requires", []), ("build", None): options.get("setup_requires", [])}
            for extra, asked in options.get("extras_require", {}).items():
                lists[("optional", extra)] = asked
            for (kind, group), asked in lists.items():
                own = [row for row in rows if row["kind"] in (kind, "direct") and row["group"] == group]
                # What another option holds stands there.
                found = [of_row(row) for row in (rows if "%(" in path.read_text() else own)]
                for text in asked:
                    if text.startswith("numpy"):
                        # From a file that is included: counted there.
                        continue
                    self.assertIn(of_requirement(Requirement(text)), found, f"{path} {kind} {group}")


class LockFiles(unittest.TestCase):
    def test_packages_are_those_of_the_file(self):
        for path, rows, problems in files("uv.lock", "poetry.lock", "pdm.lock", "pylock*.toml"):
            lines = path.read_text().splitlines()
            try:
                document = tomllib.loads(path.read_text())
            except tomllib.TOMLDecodeError:
                self.assertEqual([problem["problem"] for problem in problems], ["toml-syntax"])
                continue
            packages = document.get("package", []) + document.get("packages", [])
            chosen = {(canonicalize_name(one["name"]), f"=={one['version']}") for one in packages if isinstance(one.get("version"), str) and "name" in one and "editable" not in one.get("source", {})}
            self.assertEqual({(row["package"], row["specifier"]) for row in rows if row["kind"] == "lock"}, chosen)
            for row in rows:
                self.assertTrue(lines[row["line"] - 1].startswith("[[package"))

    def test_pipenv_chose_what_is_listed(self):
        for path, rows, problems in files("Pipfile.lock"):
            try:
                document = json.loads(path.read_text())
            except json.JSONDecodeError as error:
                self.assertEqual([(problem["line"], problem["problem"]) for problem in problems], [(error.lineno, "json-syntax")])
                continue
            lines = path.read_text().splitlines()
            for section, group in (("default", None), ("develop", "dev")):
                for name, entry in document.get(section, {}).items():
                    found = [row for row in rows if row["package"] == name and row["group"] == group]
                    if "version" in entry and not problems:
                        self.assertEqual([row["specifier"] for row in found], [entry["version"]])
                    for row in found:
                        self.assertIn(f'"{name}"', lines[row["line"] - 1])


class Scripts(unittest.TestCase):
    """The reader that PEP 723 gives."""

    BLOCK = re.compile(r"(?m)^# /// (?P<type>[a-zA-Z0-9-]+)$\s(?P<content>(^#(| .*)$\s)+)^# ///$")

    def test_comments_are_read_as_their_standard_has_it(self):
        read = 0
        for path, rows, problems in files("*.py"):
            blocks = [block for block in self.BLOCK.finditer(path.read_text()) if block["type"] == "script"]
            found = [of_row(row) for row in rows if row["kind"] in ("script", "direct")]
            if not blocks:
                self.assertEqual(found, [])
                continue
            content = "".join(line[2:] if line.startswith("# ") else line[1:] for line in blocks[0]["content"].splitlines(keepends=True))
            try:
                asked = tomllib.loads(content).get("dependencies", [])
            except tomllib.TOMLDecodeError:
                self.assertIn("toml-syntax", [problem["problem"] for problem in problems])
                continue
            read += 1
            self.assertEqual(len(found) + len(problems), len(asked) + sum(problem["problem"] != "bad-requirement" for problem in problems))
            for one in found:
                self.assertIn(one, [of_requirement(Requirement(text)) for text in asked if not text.startswith("bad")])
        self.assertGreater(read, 1)


if __name__ == "__main__":
    unittest.main()
