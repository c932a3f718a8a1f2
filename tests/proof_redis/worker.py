"""Runs the calls of one case in one Python, against the server: a job as JSON on stdin, what became of it on stdout.

Whatever host and port the code names, it reaches the one server; which ones it named is kept.
"""

import ast
import asyncio
import gc
import importlib
import inspect
import io
import itertools
import json
import os
import re
import signal
import socket
import sys
import traceback
import uuid
import warnings

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from server import Link  # noqa: E402

# What the code imports is its own.
sys.path[:] = [one for one in sys.path if one != os.path.dirname(os.path.abspath(__file__))]
del sys.modules["server"]

LIMIT_SECONDS = 60
SETTINGS = (
    "host", "port", "path", "db", "username", "password", "client_name", "socket_timeout", "socket_connect_timeout", "socket_keepalive",
    "health_check_interval", "retry_on_timeout", "keyfile", "certfile", "cert_reqs", "ca_certs", "check_hostname",
)


class Rerouted:
    """Takes all addresses to the server."""

    def __init__(self, job):
        self.port, self.tls_port, self.tls = job["port"], job["tls_port"], job["tls"]
        self.asked, self.ask = [], socket.getaddrinfo
        socket.getaddrinfo = self.getaddrinfo

    def getaddrinfo(self, host, port, *more, **options):
        if int(port) in (self.port, self.tls_port):
            return self.ask(host, port, *more, **options)
        self.asked.append(f"{host}:{port}")
        there = self.tls_port if int(port) in self.tls else self.port
        return self.ask("127.0.0.1", there, *more, **options)


def count_tokens():
    """Makes the tokens of locks the same in each run."""
    numbers = itertools.count(1)
    uuid.uuid1 = lambda *_: uuid.UUID(int=next(numbers))


def settings_of(connection):
    """What a connection was told: by the caller, or by the defaults of the release."""
    found = {name: plain(getattr(connection, name)) for name in SETTINGS if hasattr(connection, name)}
    encoder = connection.encoder
    found["reads"] = [encoder.encoding, encoder.encoding_errors, encoder.decode_responses]
    retry = getattr(connection, "retry", None)
    found["retries"] = retry._retries if retry else 0
    found["kind"] = type(connection).__name__
    return found


def watch_connections():
    """Keeps what each connection was told when it connects."""
    kept = []

    def wrapped(connect):
        def inner(self, *arguments, **options):
            if not getattr(self, "_proof_seen", False):
                self._proof_seen = True
                kept.append(settings_of(self))
            return connect(self, *arguments, **options)

        return inner

    for kind in connections():
        kind.connect = wrapped(kind.connect)
    return kept


def connections():
    """The classes of connections that all others are below."""
    try:
        import redis.asyncio.connection
        import redis.connection
    except ImportError:
        return [aioredis().connection.Connection]
    return [redis.connection.AbstractConnection, redis.asyncio.connection.AbstractConnection]


def aioredis():
    """aioredis 2.0.1, which names two classes in a row that are one from Python 3.11 on: here they are two while it is read."""
    kept, asyncio.TimeoutError = asyncio.TimeoutError, type("TimeoutError", (Exception,), {})
    try:
        import aioredis.connection
    finally:
        asyncio.TimeoutError = kept
    return aioredis


# What a client keeps to itself; `from_url` of 5.0.1 gives it beside its pool.
OF_CLIENTS = {"connection_pool", "single_connection_client", "auto_close_connection_pool"}


def let_arguments_count():
    """Makes arguments beside `connection_pool` do what they say: what the code means, where the package ignores them."""
    import redis
    import redis.asyncio

    def meant(make):
        names = [one for one in inspect.signature(make).parameters if one != "self"]

        def inner(self, *positional, **given):
            given |= dict(zip(names, positional))
            pool = given.get("connection_pool")
            if pool is not None:
                told = {name: value for name, value in given.items() if name not in OF_CLIENTS}
                pool.max_connections = told.pop("max_connections", pool.max_connections)
                pool.connection_kwargs.update(told)
            make(self, **given)

        return inner

    for kind in (redis.Redis, redis.asyncio.Redis):
        kind.__init__ = meant(kind.__init__)


def plain(value):
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    if isinstance(value, dict):
        return {str(name): plain(one) for name, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(one) for one in value]
    if isinstance(value, (set, frozenset)):
        return sorted(map(repr, value))
    return repr(value) if isinstance(value, bytes) or isinstance(value, int) else f"a {type(value).__name__}"


def told(value):
    """What a name stands for, wherever it is defined and however its module is spelled: what it is called itself, or the value."""
    if isinstance(value, (bool, str)) or not hasattr(value, "__name__"):
        return plain(value)
    # The default parser is that of the default protocol.
    return re.sub("resp[23]", "resp", value.__name__.rsplit(".", 1)[-1].replace("_", "").lower())


class Program:
    """The names that calls see: modules of the folder by their names, and what earlier calls set."""

    def __init__(self):
        self.names = {"asyncio": asyncio, "told": told}
        self.loop = asyncio.new_event_loop()
        asyncio.set_event_loop(self.loop)

    def call(self, text):
        tree = ast.parse(text)
        for node in ast.walk(tree):
            name = getattr(node, "id", None)
            if name and name not in self.names and (os.path.isfile(name + ".py") or os.path.isdir(name)):
                self.names[name] = importlib.import_module(name)
        last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
        self.run(compile(tree, text, "exec", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT))
        if last is None:
            return None
        value = self.run(compile(ast.Expression(last.value), text, "eval", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT))
        return self.loop.run_until_complete(value) if inspect.isawaitable(value) else value

    def run(self, code):
        value = eval(code, self.names)
        return self.loop.run_until_complete(value) if inspect.iscoroutine(value) else value


def outcome(program, text, warned):
    """What a call prints, gives or raises, and which warnings of the package it causes."""
    kept, sys.stdout = sys.stdout, io.StringIO()
    found, first = {}, len(warned)
    try:
        found["gives"] = plain(program.call(text))
    except BaseException as error:
        found["raises"] = f"{type(error).__name__}: {error}"
        found["trace"] = traceback.format_exc(limit=-2).strip()
    finally:
        found["prints"], sys.stdout = sys.stdout.getvalue(), kept
    found["warns"] = [str(one.message) for one in warned[first:] if one.category is DeprecationWarning and "asyncio" not in str(one.message)]
    return found


def main():
    job = json.load(sys.stdin)
    out = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    signal.alarm(LIMIT_SECONDS)
    os.chdir(job["folder"])
    sys.path.insert(0, job["folder"])
    os.environ.update(job["env"])
    control = Link(job["port"], job["password"])
    rerouted = Rerouted(job)
    count_tokens()
    told = watch_connections()
    if job["meant"]:
        let_arguments_count()
    program, calls = Program(), []
    with warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        for number, text in enumerate(job["calls"]):
            marks = len(rerouted.asked), len(told)
            found = outcome(program, text, warned)
            # From 8.0 on a client and its pool hold each other until they are collected.
            gc.collect()
            control.ask("ECHO", f"call-{number}")
            calls.append(found | {"asks": rerouted.asked[marks[0]:], "told": told[marks[1]:], "clients": control.clients(job["own"])})
    print(json.dumps({"calls": calls}), file=out, flush=True)
    # Pools and loops that are left open have nothing more to say.
    os._exit(0)


if __name__ == "__main__":
    main()
