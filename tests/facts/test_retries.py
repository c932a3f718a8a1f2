"""Checks `rules/python/retries.toml`: what it names tries a failing function again, for the exceptions that the argument
says, and for all of them where it is absent. And that openai 1.x tries again for the events that the pack says, and for
no others.

    EXUVIA_OPENAI_PYTHONS=old/bin/python:new/bin/python python tests/facts/test_retries.py
"""

import json
import os
import subprocess
import tomllib
import unittest

import backoff
import retry
import retrying
import tenacity

HERE = os.path.dirname(os.path.abspath(__file__))
RULES = os.path.join(HERE, "..", "..", "rules")
PYTHONS = [path for path in os.environ.get("EXUVIA_OPENAI_PYTHONS", "").split(os.pathsep) if path]

NEW = """
import json, sys
import httpx, openai

def tries(event):
    seen = []
    def answer(request):
        seen.append(request)
        if event == "a timeout":
            raise httpx.ReadTimeout("late", request=request)
        if event == "a connection that fails":
            raise httpx.ConnectError("gone", request=request)
        return httpx.Response(int(event), json={"error": {"message": "no"}})
    client = openai.OpenAI(api_key="k", http_client=httpx.Client(transport=httpx.MockTransport(answer)))
    client._calculate_retry_timeout = lambda *args, **kwargs: 0
    try:
        client.models.list()
    except openai.OpenAIError:
        pass
    return len(seen)

print(json.dumps({event: tries(event) for event in json.loads(sys.argv[1])}))
"""


def rules(*path):
    with open(os.path.join(RULES, *path), "rb") as file:
        return tomllib.load(file)


def tries(decorate):
    """How often a function is called that fails once."""
    calls = []

    def once():
        calls.append(1)
        if len(calls) == 1:
            raise ValueError

    try:
        decorate(once)
    except (ValueError, tenacity.RetryError):
        pass
    return len(calls)


def in_a_loop(retrying, function):
    for attempt in retrying:
        with attempt:
            function()


async def in_an_asynchronous_loop(retrying, function):
    async for attempt in retrying:
        with attempt:
            function()


def run(coroutine):
    import asyncio

    asyncio.run(coroutine)


def tenacious(classes):
    return {} if classes is None else {"retry": tenacity.retry_if_exception_type(classes)}


def given(name, classes):
    return {} if classes is None else {name: classes}


# With which exceptions it is told to try again, by the argument's name, then by its place.
TRIED = {
    "tenacity.retry": [lambda classes: lambda f: tenacity.retry(**tenacious(classes))(f)()],
    "tenacity.Retrying": [lambda classes: lambda f: in_a_loop(tenacity.Retrying(**tenacious(classes)), f)],
    "tenacity.AsyncRetrying": [
        lambda classes: lambda f: run(in_an_asynchronous_loop(tenacity.AsyncRetrying(**tenacious(classes)), f))
    ],
    "backoff.on_exception": [
        lambda classes: lambda f: backoff.on_exception(
            backoff.constant, **given("exception", classes or Exception), interval=0, jitter=None
        )(f)(),
        lambda classes: lambda f: backoff.on_exception(backoff.constant, classes or Exception, interval=0, jitter=None)(f)(),
    ],
    "retry.retry": [
        lambda classes: lambda f: retry.retry(**given("exceptions", classes), logger=None)(f)(),
        lambda classes: lambda f: retry.retry(*([classes] if classes else []), logger=None)(f)(),
    ],
    "retrying.retry": [
        lambda classes: lambda f: retrying.retry(
            **given("retry_on_exception", classes and (lambda error: isinstance(error, classes)))
        )(f)()
    ],
}


class Retries(unittest.TestCase):
    def test_what_the_table_names_tries_again_for_what_it_is_told(self):
        named = [symbol for again in rules("python", "retries.toml")["again"] for symbol in again["symbols"]]
        self.assertEqual(sorted(named), sorted(TRIED))
        for name, ways in TRIED.items():
            for way in ways:
                with self.subTest(symbol=name):
                    self.assertEqual(tries(way(None)), 2)
                    self.assertEqual(tries(way(ValueError)), 2)
                    self.assertEqual(tries(way((KeyError, ValueError))), 2)
                    self.assertEqual(tries(way(KeyError)), 1)

    @unittest.skipUnless(len(PYTHONS) > 1, "needs the new version: EXUVIA_OPENAI_PYTHONS")
    def test_the_new_version_tries_again_for_the_events_of_the_pack(self):
        events = [one for one in rules("openai", "errors.toml")["event"] if one["name"] != "an error in a stream"]
        expected = {one["name"]: 3 if one.get("retried") else 1 for one in events}
        for python in PYTHONS[1:]:
            done = subprocess.run(
                [python, "-c", NEW, json.dumps(list(expected))], capture_output=True, text=True, check=True
            )
            self.assertEqual(json.loads(done.stdout), expected)


if __name__ == "__main__":
    unittest.main()
