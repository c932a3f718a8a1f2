"""Checks that each function of `rules/python/catches.toml` takes several classes of exceptions where the table says so.

    python tests/facts/test_catches.py
"""

import contextlib
import os
import tomllib
import unittest

import backoff
import fastapi
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


def handled(register):
    """The classes for which an application has a handler."""
    app = fastapi.FastAPI()
    register(app)
    return {kind for kind in (KeyError, ValueError) if kind in app.exception_handlers}


def by_decorators(app):
    @app.exception_handler(KeyError)
    @app.exception_handler(exc_class_or_status_code=ValueError)
    def handler(request, error):
        pass


def by_calls(app):
    app.add_exception_handler(KeyError, fails)
    app.add_exception_handler(exc_class_or_status_code=ValueError, handler=fails)


ALONE = {
    "exception_handler": (by_decorators, lambda app: app.exception_handler(BOTH)(fails)),
    "add_exception_handler": (by_calls, lambda app: app.add_exception_handler(BOTH, fails)),
}


class Catches(unittest.TestCase):
    def test_each_function_takes_one_class_and_is_called_again_for_another(self):
        with open(os.path.join(HERE, "..", "..", "rules", "python", "catches.toml"), "rb") as file:
            named = tomllib.load(file)["alone"]["functions"]
        self.assertEqual(sorted(named), sorted(ALONE))
        for name, (again, together) in ALONE.items():
            with self.subTest(function=name):
                self.assertEqual(handled(again), set(BOTH))
                self.assertEqual(handled(together), set())

    def test_each_function_takes_several_classes(self):
        with open(os.path.join(HERE, "..", "..", "rules", "python", "catches.toml"), "rb") as file:
            named = [function for takes in tomllib.load(file)["takes"] for function in takes["functions"]]
        self.assertEqual(sorted(named), sorted(TRIED))
        for name, tried in TRIED.items():
            with self.subTest(function=name):
                self.assertTrue(tried())


if __name__ == "__main__":
    unittest.main()
