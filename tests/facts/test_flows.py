"""Runs what `rules/python/flows.toml` claims about the standard library.

    python tests/facts/test_flows.py

A symbol of another package is looked up where that package is installed, and passed over where it is not.
"""

import asyncio
import concurrent.futures
import contextlib
import functools
import importlib
import importlib.util
import io
import itertools
import json
import logging
import multiprocessing.pool
import os
import threading
import tomllib
import typing
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
FLOWS = os.path.join(HERE, "..", "..", "rules", "python", "flows.toml")
KINDS = {
    "reads", "formats", "same", "static", "copies", "cast", "collects", "iterates", "next", "enumerates", "zips", "maps", "filters", "calls",
    "calls-awaited", "calls-second-awaited", "submits", "partial", "keeps", "gathers", "awaits", "wraps", "completes",
    "getattr", "imports", "imports-top", "dict", "manages", "fills", "measures", "tests", "tests-each", "hasattr", "isinstance", "shows", "formatter", "attributes",
    "enters", "enters-awaited", "super", "provides", "offers", "runner", "keeper", "handles", "promises", "chains", "chains-items", "keyed",
    "bares", "bares-module", "evaluates", "falls-back", "declares", "resolves", "members", "reduces",
}


def flows():
    with open(FLOWS, "rb") as file:
        return tomllib.load(file)["flow"]


def symbols():
    return [(symbol, flow["does"]) for flow in flows() for symbol in flow["symbols"]]


def resolve(symbol):
    """What a qualified name stands for. Its longest importable prefix is the module."""
    parts = symbol.split(".")
    for at in range(len(parts) - 1, 0, -1):
        try:
            value = importlib.import_module(".".join(parts[:at]))
        except ModuleNotFoundError:
            continue
        for part in parts[at:]:
            value = getattr(value, part)
        return value
    raise AssertionError(f"no module in {symbol}")


def of(kind):
    """The standard library's symbols of a kind."""
    return [
        (symbol, resolve(symbol))
        for symbol, does in symbols()
        if does == kind and not symbol.startswith(("*.", RUNNER)) and symbol.split(".")[0] in STANDARD
    ]


# What stands for whatever runs functions.
RUNNER = "<runner>."
STANDARD = {
    "builtins", "asyncio", "collections", "concurrent", "contextlib", "copy", "functools", "itertools", "logging", "operator",
    "pprint", "typing",
}


async def later(value):
    return value


class Flows(unittest.TestCase):
    def test_every_kind_is_one_that_the_engine_knows(self):
        self.assertEqual({does for _, does in symbols()}, KINDS)

    def test_no_symbol_stands_in_two_flows(self):
        names = [symbol for symbol, _ in symbols()]
        self.assertEqual(len(names), len(set(names)))

    def test_every_symbol_of_an_installed_package_exists(self):
        for symbol, _ in symbols():
            if symbol.startswith(("*.", RUNNER)) or importlib.util.find_spec(symbol.split(".")[0]) is None:
                continue
            with self.subTest(symbol):
                self.assertTrue(callable(resolve(symbol)))

    def test_what_is_looked_up_by_text_is_what_has_the_name(self):
        looked_up = {symbol: resolve(symbol) for symbol, does in symbols() if does in ("getattr", "resolves", "members")}
        for symbol in ("builtins.getattr", "inspect.getattr_static"):
            self.assertIs(looked_up.pop(symbol)(json, "loads"), json.loads)
        self.assertIs(looked_up["pkgutil.resolve_name"]("json:loads"), json.loads)
        for symbol in ("pkgutil.resolve_name", "pydoc.locate"):
            self.assertIs(looked_up.pop(symbol)("json.loads"), json.loads)
        for symbol, function in looked_up.items():
            self.assertIs(dict(function(json))["loads"], json.loads, symbol)

    def test_a_field_starts_from_what_declares_it(self):
        for symbol, does in symbols():
            if does == "declares" and importlib.util.find_spec(symbol.split(".")[0]) is not None:
                field = resolve(symbol)(default=3)
                with self.subTest(symbol):
                    self.assertEqual(getattr(field, "_default", None) or field.default, 3)

    def test_what_hides_a_text_gives_it_back(self):
        for symbol, _ in symbols():
            if ".Secret" in symbol and importlib.util.find_spec(symbol.split(".")[0]) is not None:
                text = b"a" if symbol.endswith("Bytes") else "a"
                self.assertEqual(resolve(symbol)(text).get_secret_value(), text, symbol)

    def test_what_is_reduced_goes_through_the_function_item_by_item(self):
        for symbol, reduce in of("reduces"):
            self.assertIs(reduce(getattr, ["decoder", "JSONDecoder"], json), json.decoder.JSONDecoder, symbol)

    def test_text_is_made_as_str_or_as_repr_does(self):
        class Told:
            def __str__(self):
                return "as str"

            def __repr__(self):
                return "as repr"

        for kind, wanted in (("formats", "as str"), ("shows", "as repr")):
            for symbol, function in of(kind):
                with self.subTest(symbol), contextlib.redirect_stdout(io.StringIO()) as out:
                    log = logging.StreamHandler(out)
                    logging.root.addHandler(log)
                    logging.root.setLevel(logging.DEBUG)
                    given = function(Told())
                    logging.root.removeHandler(log)
                    self.assertIn(wanted, given if isinstance(given, str) else out.getvalue())

    def test_what_makes_text_by_its_methods_does_it_as_str_does(self):
        for symbol, function in of("formatter"):
            with self.subTest(symbol), self.assertLogs(level="DEBUG") as logs:
                function("told").debug("%s", OSError("as str"))
                self.assertIn("as str", logs.output[0])
                self.assertNotIn("OSError", logs.output[0])

    def test_a_function_that_reads_attributes_reads_them_of_what_it_is_called_with(self):
        for symbol, function in of("attributes"):
            with self.subTest(symbol):
                self.assertEqual(function("real")(3), 3)

    def test_what_lays_names_bare_gives_what_is_kept_under_them(self):
        for symbol, _ in of("bares"):
            with self.subTest(symbol):
                kept = object()
                self.assertIs(eval(symbol.split(".")[1] + "()", {"__builtins__": __builtins__}, {"kept": kept})["kept"], kept)
        self.assertIs(vars(contextlib.nullcontext(kept))["enter_result"], kept)
        for symbol, function in of("bares-module"):
            with self.subTest(symbol):
                self.assertIs(function()["Flows"], Flows)

    def test_what_evaluates_reads_the_names_in_a_text(self):
        for symbol, function in of("evaluates"):
            with self.subTest(symbol):
                seen = []
                function("seen.append(len(seen))")
                self.assertEqual(seen, [0])

    def test_collections_hold_the_items_themselves(self):
        one, two = "a", "b"
        for symbol, function in of("collects"):
            with self.subTest(symbol):
                self.assertEqual(sorted(function([one, two])), [one, two])

    def test_iterators_give_the_items_themselves(self):
        items = [object(), object()]
        for symbol, function in of("iterates"):
            with self.subTest(symbol):
                if symbol == "builtins.aiter":
                    continue
                given = function(items, 2) if symbol == "itertools.islice" else function(items)
                self.assertIn(next(iter(given)), items)

    def test_next_gives_an_item(self):
        for symbol, function in of("next"):
            with self.subTest(symbol):
                self.assertIn(function(iter([3, 3])), [3])

    def test_what_is_not_there_falls_back_to_what_is_given(self):
        item = "x"
        for symbol, function in of("falls-back"):
            with self.subTest(symbol):
                self.assertIs(function("a name that no variable has", item), item)
                self.assertIs(function("a name that no variable has", default=item), item)

    def test_numbered_and_zipped_items_stand_in_tuples(self):
        item = object()
        self.assertEqual(list(enumerate([item])), [(0, item)])
        for symbol, function in of("zips"):
            with self.subTest(symbol):
                self.assertEqual(list(function([item], [1])), [(item, 1)])

    def test_map_gives_what_comes_back_and_filter_what_went_in(self):
        self.assertEqual(list(map(str, [1])), ["1"])
        for symbol, function in of("filters"):
            with self.subTest(symbol):
                self.assertLessEqual(set(function(bool, [0, 1])), {0, 1})

    def test_cast_gives_the_last_argument(self):
        item = object()
        self.assertIs(typing.cast(dict, item), item)

    def test_threads_give_what_comes_back(self):
        async def run():
            loop = asyncio.get_running_loop()
            return await asyncio.to_thread(str, 1), await loop.run_in_executor(None, str, 1)

        self.assertEqual(asyncio.run(run()), ("1", "1"))
        with concurrent.futures.ThreadPoolExecutor() as pool:
            future = pool.submit(str, 1)
            self.assertEqual(future.result(), "1")
            self.assertEqual([done.result() for done in concurrent.futures.as_completed([future])], ["1"])

    def test_what_runs_functions_has_the_methods_that_are_claimed_of_it(self):
        methods = {symbol.removeprefix(RUNNER) for symbol, _ in symbols() if symbol.startswith(RUNNER)}
        pool = multiprocessing.pool.ThreadPool(1)
        loop = asyncio.new_event_loop()
        with concurrent.futures.ThreadPoolExecutor(1) as executor, pool:
            for method in methods:
                with self.subTest(method):
                    self.assertTrue(any(hasattr(one, method) for one in (executor, pool, loop)))
            for method in methods & {"map", "imap", "imap_unordered"}:
                for one in (executor, pool):
                    if hasattr(one, method):
                        self.assertEqual(list(getattr(one, method)(str, [1])), ["1"])
        loop.close()

    def test_a_coroutine_that_another_loop_runs_is_asked_for_its_result(self):
        loop = asyncio.new_event_loop()
        thread = threading.Thread(target=loop.run_forever)
        thread.start()
        for symbol, function in of("promises"):
            with self.subTest(symbol):
                self.assertEqual(function(later(1), loop).result(), 1)
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()

    def test_tasks_are_awaited_like_what_they_wrap(self):
        async def run():
            tasks = [await asyncio.create_task(later(1)), await asyncio.ensure_future(later(1))]
            tasks += [await asyncio.wait_for(later(1), 5), await asyncio.shield(later(1))]
            tasks += [await done for done in asyncio.as_completed([later(1)])]
            return tasks + await asyncio.gather(later(1), later(1))

        self.assertEqual(asyncio.run(run()), [1] * 7)

    def test_a_kept_function_gives_what_it_gave(self):
        for symbol in ("functools.lru_cache", "functools.cache"):
            with self.subTest(symbol):
                self.assertEqual(resolve(symbol)(str)(1), "1")
        self.assertEqual(functools.wraps(str)(lambda value: value)(1), 1)
        self.assertEqual(functools.partial(int, "11")(base=2), 3)

    def test_a_manager_binds_what_is_yielded(self):
        item = object()

        @contextlib.contextmanager
        def managed():
            yield item

        with managed() as bound:
            self.assertIs(bound, item)
        with contextlib.ExitStack() as stack:
            self.assertIs(stack.enter_context(managed()), item)
            self.assertIs(stack.enter_context(contextlib.nullcontext(item)), item)

    def test_a_default_provides_what_its_function_gives(self):
        if importlib.util.find_spec("fast_depends") is None:
            self.skipTest("fast_depends is not installed")
        fast_depends = importlib.import_module("fast_depends")

        def yielded():
            yield 5

        @fast_depends.inject
        def taken(one=fast_depends.Depends(yielded), two=fast_depends.Depends(lambda: 7)):
            return one, two

        self.assertEqual(taken(), (5, 7))

    def test_dict_copies_one_level(self):
        inner = {}
        self.assertIs(dict({"a": inner})["a"], inner)
        self.assertEqual(list(itertools.islice(dict(a=1).items(), 1)), [("a", 1)])


if __name__ == "__main__":
    unittest.main()
