"""Holds the models and the machine rows of redis and python-jose against installed releases.

    python tests/facts/test_redis_and_jose.py --python PYTHON --python PYTHON ...

Each Python has one release: redis 5.0.1, 6.2.0 or 8.1.0, python-jose 3.3.0. The environment variable
EXUVIA_PACK_PYTHONS (paths with `:` between) says the same to a plain `python -m unittest`; without either, the Python that
runs the tests is asked. What is nowhere is skipped, and says so.
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

RULES = os.path.join(HERE, "..", "..", "rules")
REDIS_MODEL = os.path.join(RULES, "redis", "model", "redis.pyi")
JOSE_MODEL = os.path.join(RULES, "jose", "model", "jose.pyi")
WORDS = {"Generator", "Self"}
ROWS = os.path.join(RULES, "redis", "deprecated.jsonl")


def pythons():
    return [p for p in os.environ.get("EXUVIA_PACK_PYTHONS", "").split(os.pathsep) if p] + [sys.executable]


@functools.lru_cache(maxsize=None)
def python_with(distribution, version):
    """The first Python that has this release, or None."""
    for python in pythons():
        question = f"import importlib.metadata as m; print(m.version('{distribution}'))"
        answer = subprocess.run([python, "-c", question], capture_output=True, text=True, check=False)
        if answer.stdout.strip() == version:
            return python
    return None


def ask(distribution, version, **question):
    command = [python_with(distribution, version), os.path.join(HERE, "surface_probe.py")]
    answer = subprocess.run(command, input=json.dumps(question), capture_output=True, text=True, check=True)
    return json.loads(answer.stdout)


def needs(distribution, *versions):
    missing = [v for v in versions if python_with(distribution, v) is None]
    return unittest.skipIf(missing, f"no Python with {distribution} {', '.join(missing)}: see --python")


def rows():
    with open(ROWS, encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def version(text):
    return tuple(int(part) for part in re.findall(r"\d+", text))


class Syntax(unittest.TestCase):
    """Needs no package."""

    def test_the_models_keep_to_the_subset_and_declare_every_type(self):
        for path in (REDIS_MODEL, JOSE_MODEL):
            stub = model_stub.Stub(path)
            self.assertEqual(stub.problems, [])
            # An alias may also name a value of a module.
            values = {f"{t} (alias {a})" for a, t in stub.aliases.items() if stub.resolve(t) in stub.fields}
            self.assertEqual([n for n in stub.unknown_types() if n not in values and n.split()[0] not in WORDS], [])

    def test_rows_are_sorted_and_no_two_say_the_same(self):
        keys = [(row["old"], row.get("argument", "")) for row in rows()]
        self.assertEqual(keys, sorted(set(keys)))

    def test_each_line_begins_with_the_name_that_the_index_reads(self):
        with open(ROWS, encoding="utf-8") as file:
            for line in file:
                self.assertRegex(line, r'^\{"old":"[A-Za-z0-9_.]+","')


class Model(unittest.TestCase):
    def compare(self, path, distribution, release):
        stub = model_stub.Stub(path)
        callables = {name: [p[0] for p in f.overloads[0][0] if p[1] != "VAR_POSITIONAL"] for name, f in stub.functions.items()}
        for cls in stub.classes.values():
            for name, function in cls.functions.items():
                if function.binding != "property":
                    # Python takes `self` off a class method by itself, and never off a static one.
                    names = [
                        "*" if p[1] == "VAR_KEYWORD" else p[0]
                        for p in function.overloads[0][0] if p[1] != "VAR_POSITIONAL"
                    ]
                    callables[f"{cls.name}.{name}"] = names[1:] if function.binding == "classmethod" else names
        for name, function in stub.functions.items():
            callables[name] = [
                "*" if p[1] == "VAR_KEYWORD" else p[0] for p in function.overloads[0][0] if p[1] != "VAR_POSITIONAL"
            ]
        paths = sorted({*stub.classes, *stub.aliases, *stub.fields, *callables})
        answer = ask(distribution, release, paths=paths, calls=sorted(callables))
        absent = [p for p, there in answer["paths"].items() if there is False and p not in stub.fields]
        different = {
            p: (callables[p], real) for p, real in answer["calls"].items()
            # A cluster pipeline replaces what it refuses by a function that takes anything.
            if real not in (None, ["*"], callables[p])
        }
        return absent, different

    @needs("redis", "5.0.1")
    def test_every_name_of_the_redis_model_is_there_with_the_same_parameters(self):
        absent, different = self.compare(REDIS_MODEL, "redis", "5.0.1")
        self.assertEqual(absent, [])
        self.assertEqual(sorted(different.items())[:9], [])

    @needs("python-jose", "3.3.0")
    def test_every_name_of_the_jose_model_is_there_with_the_same_parameters(self):
        absent, different = self.compare(JOSE_MODEL, "python-jose", "3.3.0")
        self.assertEqual(absent, [])
        self.assertEqual(sorted(different.items())[:9], [])

    @needs("redis", "5.0.1")
    def test_asynchronous_clients_must_be_awaited_where_the_model_says_so_and_only_there(self):
        stub = model_stub.Stub(REDIS_MODEL)
        path = "redis.asyncio.client.Redis"
        methods = {n: f.is_async for n, f in stub.classes[path].functions.items() if not n.startswith("__")}
        methods = {n: a for n, a in methods.items() if stub.classes[path].functions[n].binding == "function"}
        real = ask("redis", "5.0.1", awaits={path: sorted(methods)})["awaits"][path]
        known = {n: r for n, r in real.items() if r is not None}
        self.assertGreater(len(known), 200)
        self.assertEqual([n for n in sorted(known) if methods[n] != known[n]], [])


class Rows(unittest.TestCase):
    def there(self, release, chosen):
        names = sorted({row["old"] for row in chosen})
        answer = ask("redis", release, paths=names, calls=names)

        def has(row):
            if "argument" not in row:
                return answer["paths"][row["old"]]
            taken = answer["calls"][row["old"]]
            return None if taken is None else row["argument"] in taken or "*" in taken and "breaks" not in row

        return {(row["old"], row.get("argument")): has(row) for row in chosen}

    def test_there_are_rows_of_every_kind(self):
        self.assertEqual({row["kind"] for row in rows()}, {"deprecated", "moved", "removed"})

    @needs("redis", "8.1.0")
    def test_what_broke_is_gone_from_the_newest_release(self):
        there = self.there("8.1.0", [row for row in rows() if "breaks" in row])
        self.assertEqual([key for key, has in there.items() if has], [])

    @needs("redis", "8.1.0")
    def test_what_is_only_deprecated_is_still_in_the_newest_release(self):
        there = self.there("8.1.0", [row for row in rows() if "breaks" not in row])
        self.assertEqual([key for key, has in there.items() if has is False], [])

    @needs("redis", "5.0.1", "6.2.0")
    def test_what_the_first_release_had_breaks_where_the_row_says(self):
        chosen = [row for row in rows() if "breaks" in row]
        first, middle = self.there("5.0.1", chosen), self.there("6.2.0", chosen)
        wrong = []
        for row in chosen:
            key = (row["old"], row.get("argument"))
            if first[key] and middle[key] is not None and middle[key] != (version(row["breaks"]) > version("6.2.0")):
                wrong.append((key, row["breaks"]))
        self.assertEqual(wrong, [])
        self.assertGreater(sum(has is True for has in first.values()), 100)

    @needs("redis", "8.1.0")
    def test_every_new_name_exists_in_the_newest_release(self):
        chosen = [row for row in rows() if "new" in row and not row["new"].startswith("typing.")]
        names = [row["new"] for row in chosen if "argument" not in row]
        answer = ask("redis", "8.1.0", paths=names, calls=[row["old"] for row in chosen if "argument" in row])
        absent = [n for n, there in answer["paths"].items() if there is False]
        taken = {row["old"]: set(answer["calls"][row["old"]] or []) for row in chosen if "argument" in row}
        absent += [row["new"] for row in chosen if "argument" in row and not {row["new"], "*"} & taken[row["old"]]]
        self.assertEqual(absent, [])


def main():
    arguments = sys.argv[1:]
    given = [arguments[i + 1] for i, a in enumerate(arguments[:-1]) if a == "--python"]
    os.environ["EXUVIA_PACK_PYTHONS"] = os.pathsep.join(given + pythons()[:-1])
    python_with.cache_clear()
    # The skips above were decided when this file was read: read it again with the answer in place.
    module = __import__("test_redis_and_jose")
    rest = [a for i, a in enumerate(arguments) if a != "--python" and (i == 0 or arguments[i - 1] != "--python")]
    unittest.main(module=module, argv=[sys.argv[0]] + rest)


if __name__ == "__main__":
    main()
