"""Looks up what `rules/python/forms.toml` claims about subscripts of types.

    python tests/facts/test_forms.py
"""

import importlib
import os
import tomllib
import types
import typing
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
FORMS = os.path.join(HERE, "..", "..", "rules", "python", "forms.toml")
ITEMS = {"optional": int, "class": int, "awaitable": (int, int, int), "mapping": (str, int), "callable": ([], int)}
LONGER = {"Task": int, "Future": int, "Awaitable": int}
# Newer than the oldest Python that runs this.
NEW = {"typing.ReadOnly"}


def forms(kind="form"):
    with open(FORMS, "rb") as file:
        rows = tomllib.load(file)[kind]
    return [(symbol, row["means"]) for row in rows for symbol in row["symbols"]]


class Forms(unittest.TestCase):
    def test_no_symbol_stands_in_two_forms(self):
        names = [symbol for symbol, _ in forms()]
        self.assertEqual(len(names), len(set(names)))

    def test_every_symbol_is_subscripted_by_types(self):
        for symbol, means in forms():
            module, name = symbol.rsplit(".", 1)
            with self.subTest(symbol):
                try:
                    held = getattr(importlib.import_module(module), name, None)
                except ModuleNotFoundError:
                    continue
                if held is None:
                    self.assertTrue(symbol in NEW or module == "typing_extensions")
                    continue
                self.assertIsNotNone(self.subscripted(held, name, means))

    def test_what_derives_from_a_base_is_what_the_table_says(self):
        met = set()
        for symbol, means in forms("base"):
            module, name = symbol.rsplit(".", 1)
            if module != "typing":
                continue
            base = getattr(importlib.import_module(module), name)
            body = {"ask": lambda self: None} if means == "structural" else {"__annotations__": {"ask": int}}
            derived = types.new_class("Derived", (base,), exec_body=lambda held, body=body: held.update(body))
            if means == "mapping":
                self.assertIs(type(derived(ask=1)), dict)
            else:
                unrelated = type("Unrelated", (), {"ask": lambda self: None})
                self.assertIsInstance(unrelated(), typing.runtime_checkable(derived))
            met.add(means)
        self.assertEqual(met, {"mapping", "structural"})

    def subscripted(self, held, name, means):
        items = LONGER.get(name, ITEMS.get(means, int))
        for one in (items, (int, 3), (int, None), (int, None, None)):
            try:
                return held[one]
            except TypeError:
                continue
        return None

    def test_what_is_declared_stands_where_the_table_says(self):
        self.assertEqual(typing.get_args(typing.Annotated[int, "text"])[0], int)
        self.assertEqual(typing.get_args(typing.Optional[int]), (int, type(None)))
        self.assertEqual(typing.get_args(dict[str, int])[-1], int)
        self.assertEqual(typing.get_args(typing.Generator[int, None, None])[0], int)
        self.assertEqual(typing.get_args(typing.Coroutine[None, None, int])[-1], int)
        self.assertEqual(typing.get_args(typing.Callable[[str], int])[-1], int)


if __name__ == "__main__":
    unittest.main()
