"""Holds the rows of the OpenAI pack against its own model: nothing of the old surface is forgotten, and nothing is
promised that the new one does not have.

    python tests/facts/test_openai_rows.py
"""

import ast
import glob
import os
import re
import sys
import tomllib
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)

import model_stub  # noqa: E402

PACK = os.path.join(HERE, "..", "..", "rules", "openai")
OLD = model_stub.Stub(os.path.join(PACK, "model", "old.pyi"))
with open(os.path.join(PACK, "pack.toml"), "rb") as header:
    MODELS = [model["file"] for model in tomllib.load(header)["models"] if not model["file"].endswith("old.pyi")]
# Every surface that rows are written for.
NEWS = {file: model_stub.Stub(os.path.join(PACK, file)) for file in MODELS}
UNCHANGED = {
    "openai.VERSION", "openai.__version__", "openai.version",
    "openai.error.OpenAIError.code", "openai.error.InvalidRequestError.param",
}
NEVER_A_KEYWORD = {"self", "cls", "params", "kwargs", "args"}


def tables(kind):
    found = []
    for path in sorted(glob.glob(os.path.join(PACK, "*.toml"))):
        with open(path, "rb") as file:
            found += tomllib.load(file).get(kind, [])
    return found


CHANGES, (PROVIDER,) = tables("change"), tables("provider")
ROWS = [(old, change) for change in CHANGES for old in change.get("olds", [change.get("old")])]
NAMED = {old for old, _ in ROWS} | UNCHANGED
MODULES = {old for old in NAMED if old in OLD.modules}
SETTINGS = {f"{PROVIDER['module']}.{setting['old']}" for setting in PROVIDER["setting"]}
REACHED = [(old, change) for old, change in ROWS if isinstance(change.get("new"), dict)]
CALLS = [(old, change) for old, change in REACHED if old not in OLD.classes]
RESOURCES = [(old, change) for old, change in REACHED if old in OLD.classes]


def in_a_covered_module(name):
    return any(name.startswith(module + ".") for module in MODULES)


def old_symbols():
    """Every name that 0.28 defines: functions, fields and classes of modules, and what stands in those classes."""
    for name in [*OLD.functions, *OLD.fields]:
        yield name
    for name, cls in OLD.classes.items():
        yield name
        yield from (f"{name}.{member}" for member in [*cls.functions, *cls.fields])


def old_method(name):
    owner, _, method = name.rpartition(".")
    return OLD.classes[owner].functions[method]


def keywords(function):
    return {name for overload, _ in function.overloads for name, kind, _ in overload if kind != "VAR_KEYWORD"}


def texts(table):
    """All that a table says, however deep."""
    for value in table.values() if isinstance(table, dict) else table:
        if isinstance(value, str):
            yield value
        elif isinstance(value, (dict, list)):
            yield from texts(value)


def actions(change, key):
    for table in change.get("argument", []):
        for case in table["cases"]:
            if key in case:
                yield table["name"], case[key]


class Complete(unittest.TestCase):
    def test_every_old_symbol_has_a_row_a_setting_or_stands_among_the_unchanged(self):
        # A class's row speaks for the constants in it; its methods need rows of their own.
        forgotten = []
        for name in old_symbols():
            owner = name.rpartition(".")[0]
            if name.startswith("openai._shapes.") or name in NAMED | SETTINGS or in_a_covered_module(name):
                continue
            constant = owner in NAMED and owner in OLD.classes and name.rpartition(".")[2] in OLD.classes[owner].fields
            built = owner in NAMED and name.endswith(".__init__")
            if not (constant or built):
                forgotten.append(name)
        self.assertEqual(forgotten, [])

    def test_the_exceptions_have_rows_of_their_own(self):
        # The row of their module is about its import and must not speak for them.
        errors = {name for name in OLD.classes if name.startswith("openai.error.")}
        self.assertEqual(errors - NAMED, set())

    def test_rows_name_what_the_model_defines(self):
        known = set(old_symbols()) | set(OLD.modules)
        self.assertEqual({old for old, _ in ROWS} - known, set())
        self.assertEqual(SETTINGS - set(OLD.fields), set())

    def test_no_symbol_has_two_rows(self):
        names = [old for old, _ in ROWS]
        self.assertEqual(sorted(name for name in set(names) if names.count(name) > 1), [])

    def test_the_environment_of_a_setting_is_the_models(self):
        for setting in PROVIDER["setting"]:
            name = f"{PROVIDER['module']}.{setting['old']}"
            comment = OLD.comments.get(name, "")
            with self.subTest(name):
                self.assertEqual(setting.get("environment", ""), comment.removeprefix("env: ") if "env:" in comment else "")


class Sound:
    """What holds of each new surface; `NEW` is that of the class below."""

    NEW = None

    def new_method(self, change):
        """The function at the end of a client's path."""
        variant = next(v for v in PROVIDER["variant"] if "when" not in v)
        cls = variant["asynchronous" if change["new"].get("asynchronous") else "synchronous"]
        way, _, method = change["new"]["path"].rpartition(".")
        return self.NEW.classes[self.resource(cls, way)].functions[method]

    def resource(self, cls, path):
        """The class of what stands at a path below a client."""
        for step in path.split("."):
            cls = ast.unparse(self.NEW.classes[cls].fields[step])
        return cls

    def test_every_new_path_is_a_method_of_the_model(self):
        for old, change in CALLS:
            with self.subTest(old):
                self.assertEqual(self.new_method(change).is_async, bool(change["new"].get("asynchronous")))

    def test_the_path_of_a_class_leads_to_the_resource_that_has_its_methods(self):
        variant = next(v for v in PROVIDER["variant"] if "when" not in v)
        for old, change in RESOURCES:
            with self.subTest(old):
                methods = {
                    call["new"]["path"].rpartition(".")[0]
                    for name, call in CALLS
                    if name.rpartition(".")[0] == old and not call["new"].get("asynchronous")
                }
                self.assertIn(self.resource(variant["synchronous"], change["new"]["path"]), self.NEW.classes)
                path = change["new"]["path"]
                self.assertTrue(all(f"{method}.".startswith(f"{path}.") for method in methods), methods)

    def test_asynchronous_rows_are_those_of_asynchronous_methods(self):
        for old, change in CALLS:
            with self.subTest(old):
                self.assertEqual(old_method(old).is_async, bool(change["new"].get("asynchronous")))

    def test_new_names_of_exceptions_exist(self):
        for old, change in ROWS:
            new = change.get("new")
            if isinstance(new, str) and old != "openai.error":
                with self.subTest(old):
                    self.assertIn(new, self.NEW.classes)

    def test_each_keyword_that_a_case_makes_is_one_of_the_new_method(self):
        for old, change in CALLS:
            taken = keywords(self.new_method(change))
            for name, new in [*actions(change, "rename"), *actions(change, "into")]:
                with self.subTest(f"{old} {name}"):
                    self.assertIn(new, taken)
            if "rest" in change:
                self.assertIn(change["rest"], taken, old)

    def test_each_keyword_that_stays_is_one_of_the_new_method(self):
        for old, change in CALLS:
            taken = keywords(self.new_method(change))
            for table in change.get("argument", []):
                for case in table["cases"]:
                    if "before" in case:
                        with self.subTest(f"{old} {table['name']}"):
                            self.assertIn(case["before"], taken)
                    elif not {"rename", "into", "option"} & case.keys() and case.get("do", "keep") == "keep":
                        if case["is"] != "absent":
                            with self.subTest(f"{old} {table['name']}"):
                                self.assertIn(table["name"], taken)

    def test_each_named_parameter_of_an_old_method_stays_or_has_a_table(self):
        for old, change in CALLS:
            tabled = {table["name"] for table in change.get("argument", [])}
            for name in keywords(old_method(old)) - NEVER_A_KEYWORD:
                with self.subTest(f"{old} {name}"):
                    self.assertIn(name, tabled | keywords(self.new_method(change)))

    def test_an_argument_of_another_meaning_is_not_passed_through(self):
        # `timeout` is the time limit of a request in 1.x; in 0.28 it was that nowhere.
        for old, change in CALLS:
            if any(kind == "VAR_KEYWORD" for ps, _ in old_method(old).overloads for _, kind, _ in ps):
                with self.subTest(old):
                    self.assertIn("timeout", {table["name"] for table in change.get("argument", [])})

    def test_options_are_arguments_of_every_client(self):
        for variant in PROVIDER["variant"]:
            for cls in (variant["synchronous"], variant["asynchronous"]):
                taken = keywords(self.NEW.classes[cls].functions["__init__"])
                for old, change in CALLS:
                    for name, option in actions(change, "option"):
                        with self.subTest(f"{cls} {old} {name}"):
                            self.assertIn(option, taken)

    def test_settings_go_to_arguments_and_attributes_that_exist(self):
        for setting in PROVIDER["setting"]:
            for variant in PROVIDER["variant"]:
                carried = setting.get("per-variant", {}).get(variant["name"], setting)
                with self.subTest(f"{setting['old']} {variant['name']}"):
                    if "module" in carried:
                        self.assertIn(f"{PROVIDER['module']}.{carried['module']}", self.NEW.fields)
                    if "argument" in carried:
                        cls = self.NEW.classes[variant["synchronous"]]
                        self.assertIn(carried["argument"], keywords(cls.functions["__init__"]))

    def test_a_legal_setting_is_one_of_the_new_module(self):
        legal = {setting["old"] for setting in PROVIDER["setting"] if setting.get("legal-in-new")}
        both = {name.removeprefix("openai.") for name in SETTINGS & set(self.NEW.fields)}
        self.assertEqual(legal, both)

    def test_what_templates_name_is_there(self):
        dumped = set(keywords(self.NEW.classes["openai.BaseModel"].functions["model_dump"]))
        for row in [*CHANGES, *tables("shape"), *tables("event")]:
            for text in texts(row):
                for arguments in re.findall(r"\.model_dump\(([^)]*)\)", text):
                    with self.subTest(text):
                        self.assertLessEqual(set(re.findall(r"(\w+)=", arguments)), dumped)
                for name in re.findall(r"(?<![\w.])openai\.(\w+)", text) if "{" in text else []:
                    with self.subTest(text):
                        self.assertIn(f"openai.{name}", self.NEW.classes | self.NEW.fields | self.NEW.aliases)


class SoundInTheFirst(Sound, unittest.TestCase):
    NEW = NEWS["model/new-1.3.7.pyi"]

    def test_what_came_later_says_so(self):
        # No surface describes what sends requests.
        for setting in PROVIDER["setting"]:
            if "openai." in setting.get("text", {}).get("template", ""):
                self.assertIn("available", setting["text"])


class SoundInTheLast(Sound, unittest.TestCase):
    NEW = NEWS["model/new.pyi"]


if __name__ == "__main__":
    unittest.main()
