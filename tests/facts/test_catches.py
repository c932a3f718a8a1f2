"""Checks that each function of `rules/python/catches.toml` takes several classes of exceptions where the table says so.

    python tests/facts/test_catches.py
"""

import contextlib
import os
import tomllib
import unittest

import backoff
import celery
import fastapi
import flask
import pytest
import retry
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


def tries_again(retried):
    """Whether what a decorator makes of a function is run again."""
    calls = []

    def once(*_):
        calls.append(1)
        if len(calls) == 1:
            fails()

    run = retried(once)
    getattr(run, "apply", run)()
    return len(calls) == 2


APP = celery.Celery("facts", broker="memory://")
NOW = {"autoretry_for": BOTH, "default_retry_delay": 0, "max_retries": 1, "bind": True}


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
    "task": lambda: tries_again(APP.task(**NOW)),
    "shared_task": lambda: tries_again(celery.shared_task(name="facts.shared", **NOW)),
    "retry": lambda: tries_again(retry.retry(BOTH, tries=2)) and tries_again(retry.retry(exceptions=BOTH, tries=2)),
}


def handled(register, app):
    """The classes for which an application has a handler."""
    try:
        register(app)
    except (TypeError, ValueError):
        return set()
    spec = getattr(app, "exception_handlers", None) or app.error_handler_spec[None][None]
    return {kind for kind in BOTH if kind in spec}


def handler(*_):
    pass


# How each is called again, and with both classes at once.
ALONE = {
    "exception_handler": (
        fastapi.FastAPI,
        lambda app: app.exception_handler(KeyError)(app.exception_handler(exc_class_or_status_code=ValueError)(handler)),
        lambda app: app.exception_handler(BOTH)(handler),
    ),
    "add_exception_handler": (
        fastapi.FastAPI,
        lambda app: [app.add_exception_handler(kind, handler) for kind in BOTH],
        lambda app: app.add_exception_handler(BOTH, handler),
    ),
    "errorhandler": (
        lambda: flask.Flask("facts"),
        lambda app: app.errorhandler(KeyError)(app.errorhandler(ValueError)(handler)),
        lambda app: app.errorhandler(BOTH)(handler),
    ),
    "app_errorhandler": (
        lambda: flask.Flask("facts"),
        lambda app: with_blueprint(app, lambda own: own.app_errorhandler(KeyError)(own.app_errorhandler(ValueError)(handler))),
        lambda app: with_blueprint(app, lambda own: own.app_errorhandler(BOTH)(handler)),
    ),
    "register_error_handler": (
        lambda: flask.Flask("facts"),
        lambda app: [app.register_error_handler(kind, handler) for kind in BOTH],
        lambda app: app.register_error_handler(BOTH, handler),
    ),
}


def with_blueprint(app, register):
    blueprint = flask.Blueprint("facts", "facts")
    register(blueprint)
    app.register_blueprint(blueprint)


class Catches(unittest.TestCase):
    def test_each_function_takes_one_class_and_is_called_again_for_another(self):
        with open(os.path.join(HERE, "..", "..", "rules", "python", "catches.toml"), "rb") as file:
            named = tomllib.load(file)["alone"]["functions"]
        self.assertEqual(sorted(named), sorted(ALONE))
        for name, (make, again, together) in ALONE.items():
            with self.subTest(function=name):
                self.assertEqual(handled(again, make()), set(BOTH))
                self.assertEqual(handled(together, make()), set())

    def test_each_function_takes_several_classes(self):
        with open(os.path.join(HERE, "..", "..", "rules", "python", "catches.toml"), "rb") as file:
            named = [function for takes in tomllib.load(file)["takes"] for function in takes["functions"]]
        self.assertEqual(sorted(named), sorted(TRIED))
        for name, tried in TRIED.items():
            with self.subTest(function=name):
                self.assertTrue(tried())


if __name__ == "__main__":
    unittest.main()
