"""Checks that each function of `rules/python/catches.toml` takes several classes of exceptions where the table says so.

    python tests/facts/test_catches.py
"""

import contextlib
import os
import tomllib
import unittest

import backoff
import pytest
import tenacity

HERE = os.path.dirname(os.path.abspath(__file__))
BOTH = (KeyError, ValueError)


def fails():
    raise ValueError


def on_exception(*args, **kwargs):
    calls = []

    def once():
        calls.append(1)
        if len(calls) == 1:
            fails()

    backoff.on_exception(backoff.constant, *args, interval=0, jitter=None, **kwargs)(once)()
    return len(calls) == 2


def retries(condition):
    state = tenacity.RetryCallState(tenacity.Retrying(), None, (), {})
    state.set_exception((ValueError, ValueError(), None))
    return condition(state)


def suppresses():
    with contextlib.suppress(*BOTH):
        fails()
    return True


def raises(taker):
    with taker:
        fails()
    return True


CASE = unittest.TestCase()
TRIED = {
    "isinstance": lambda: isinstance(ValueError(), BOTH),
    "issubclass": lambda: issubclass(ValueError, BOTH),
    "raises": lambda: raises(pytest.raises(BOTH)) and raises(pytest.raises(expected_exception=BOTH)),
    "assertRaises": lambda: raises(CASE.assertRaises(BOTH)) and raises(CASE.assertRaises(expected_exception=BOTH)),
    "assertRaisesRegex": lambda: raises(CASE.assertRaisesRegex(BOTH, "")),
    "retry_if_exception_type": lambda: retries(tenacity.retry_if_exception_type(BOTH))
    and retries(tenacity.retry_if_exception_type(exception_types=BOTH)),
    "retry_if_not_exception_type": lambda: not retries(tenacity.retry_if_not_exception_type(BOTH)),
    "retry_unless_exception_type": lambda: not retries(tenacity.retry_unless_exception_type(BOTH)),
    "on_exception": lambda: on_exception(BOTH) and on_exception(exception=BOTH),
    "suppress": suppresses,
}


class Catches(unittest.TestCase):
    def test_each_function_takes_several_classes(self):
        with open(os.path.join(HERE, "..", "..", "rules", "python", "catches.toml"), "rb") as file:
            named = [function for takes in tomllib.load(file)["takes"] for function in takes["functions"]]
        self.assertEqual(sorted(named), sorted(TRIED))
        for name, tried in TRIED.items():
            with self.subTest(function=name):
                self.assertTrue(tried())


if __name__ == "__main__":
    unittest.main()
