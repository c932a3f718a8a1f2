"""Runs calls of cases inside one environment: a line of JSON is a job, a line of JSON is what became of it.

    /venv/bin/python worker.py URL

The SDK is imported once; each job runs in a fork of its own, so that no job sees what another one left.
"""

import ast
import asyncio
import gc
import importlib.abc
import importlib.metadata
import importlib.util
import inspect
import io
import json
import os
import re
import runpy
import signal
import sys
import traceback
import types
import warnings

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import reroute  # noqa: E402

# A job that takes longer hangs.
LIMIT_SECONDS = 60
PRELOADED = (
    "aiohttp", "numpy", "requests", "tenacity", "backoff", "pydantic", "asyncio", "unittest.mock", "pytest", "httpx", "httpcore",
    "h11", "anyio._backends._asyncio", "multiprocessing.pool",
)
SDK_VARIABLES = ("OPENAI_", "AZURE_")


class WhenLoaded(importlib.abc.MetaPathFinder):
    """Calls a function when the SDK has been loaded, before whoever asked for it goes on."""

    def __init__(self, call):
        self.call = call

    def find_spec(self, name, path=None, target=None):
        if name != "openai":
            return None
        sys.meta_path.remove(self)
        spec = importlib.util.find_spec(name)
        run = spec.loader.exec_module

        def run_and_call(module):
            run(module)
            self.call(module)

        spec.loader.exec_module = run_and_call
        return spec


def is_old():
    return importlib.metadata.version("openai").startswith("0.")


def load_sdk():
    """Loads the SDK with what it would load late, in each fork again."""
    importlib.import_module("openai")
    for module in () if is_old() else ("openai.resources.chat.completions", "openai.types.chat", "requests"):
        importlib.import_module(module)


def prepare(job, url):
    """Takes the SDK's requests to the server; gives the plan of what happens to them."""
    plan = reroute.Plan(url, job["run"], job["wishes"])
    reroute.do_not_wait()
    # Code for the new SDK may still send by a session of requests.
    for transport in (reroute.through_requests, reroute.through_aiohttp if is_old() else reroute.through_httpx):
        transport(plan)

    def when_loaded(openai):
        reroute.say_the_same_of_errors(openai.error.OpenAIError if is_old() else openai.OpenAIError)
        if is_old():
            reroute.show_dicts()
        elif not job["retries"]:
            reroute.try_once()

    os.environ.update(job["env"])
    if any(name.startswith(SDK_VARIABLES) for name in job["env"]):
        # Some variables are read when the SDK is loaded: it is loaded anew, when the code asks for it.
        for name in [name for name in sys.modules if name.split(".")[0] == "openai"]:
            del sys.modules[name]
        sys.meta_path.insert(0, WhenLoaded(when_loaded))
    else:
        when_loaded(sys.modules["openai"])
    return plan


def shown(value):
    """A value as text, an answer of either version as the JSON that it was made of, with its keys in order."""
    return json.dumps(plain(value), sort_keys=True, ensure_ascii=False)


def plain(value):
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    if isinstance(value, dict):
        return {str(name): plain(one) for name, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(one) for one in value]
    if isinstance(value, BaseException):
        return f"exception {type(value).__name__}"
    if type(value).__module__.split(".")[0] == "openai" and hasattr(value, "model_dump"):
        return plain(value.model_dump(exclude_unset=True))
    if isinstance(value, (types.GeneratorType, map, filter)):
        return [plain(one) for one in value]
    return re.sub(r" at 0x[0-9a-f]+|<openai\.[^>]*>", "", repr(value))


class Program:
    """The names that the calls of a job see: modules of the folder by their names, and what earlier calls set."""

    def __init__(self):
        self.names = {
            "messages": [{"role": "user", "content": "why"}], "run": run_file, "cells": self.cells, "run_in": run_in,
            "request": request, "object_of": types.SimpleNamespace,
        }
        self.loop = asyncio.new_event_loop()
        asyncio.set_event_loop(self.loop)

    def call(self, text):
        tree = ast.parse(text)
        for node in ast.walk(tree):
            if isinstance(node, ast.Name) and node.id not in self.names and is_module(node.id):
                self.names[node.id] = importlib.import_module(node.id)
        last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
        self.await_if_it_must(compile(tree, text, "exec", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT))
        if last is None:
            return None
        expression = ast.Expression(last.value)
        return self.settled(eval(compile(expression, text, "eval", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT), self.names))

    def cells(self, path):
        """Runs a notebook: one cell after another, and shows what each shows."""
        with open(path, encoding="utf-8-sig") as file:
            notebook = json.load(file)
        for cell in notebook.get("cells") or notebook["worksheets"][0]["cells"]:
            if cell["cell_type"] == "code":
                source = "".join(cell.get("source") or cell.get("input") or "")
                text = without_magics(source)
                value = self.call(text) if text.strip() else None
                if value is not None and not source.rstrip().endswith(("?", ";")):
                    print(shown(value))

    def await_if_it_must(self, code):
        result = eval(code, self.names)
        if inspect.iscoroutine(result):
            self.loop.run_until_complete(result)

    def settled(self, value):
        """What a coroutine gives, and all that an asynchronous generator yields."""
        if inspect.isawaitable(value):
            return self.settled(self.loop.run_until_complete(value))
        if hasattr(value, "__aiter__"):
            return self.loop.run_until_complete(listed(value))
        return value


def without_magics(source):
    """The Python of a cell, as far as cells of notebooks need: `%time` runs what stands behind it, other magics and commands nothing."""
    lines = source.splitlines()
    if re.match(r"%%(?!time|capture)", source):
        return ""
    if re.match(r"pip install \S+$", source):
        return ""
    kept = []
    for line in lines:
        line = re.sub(r"^(\s*)%(?:time|timeit(?: -\w \d+)*) ", r"\1", line)
        line = re.sub(r"^(\s*)(?:[!%].*|[\w.]+\?+)$", r"\1pass", line)
        kept.append(re.sub(r"= *[!%].*$", "= []", line) if re.match(r"\s*\w+ *= *[!%]", line) else line)
    return "\n".join(kept)


def is_module(name):
    return os.path.isfile(name + ".py") or os.path.isdir(name)


def run_file(path):
    """Runs a file as a program."""
    runpy.run_path(path, run_name="__main__")


def run_in(folder, path):
    """Runs a file of a folder as a program there, beside modules of its own."""
    here = os.getcwd()
    os.chdir(folder)
    sys.path.insert(0, os.getcwd())
    try:
        runpy.run_path(path, run_name="__main__")
    finally:
        inside = [name for name, module in sys.modules.items() if (getattr(module, "__file__", None) or "").startswith(os.getcwd())]
        for name in inside:
            del sys.modules[name]
        sys.path.remove(os.getcwd())
        os.chdir(here)


def request():
    """Makes a request in either version: for code that calls what it is given."""
    import openai

    create = openai.ChatCompletion.create if is_old() else openai.chat.completions.create
    return create(model="m", messages=[])


async def listed(values):
    return [value async for value in values]


def outcome(program, text):
    """What a call prints, and what it gives or raises."""
    kept, sys.stdout = sys.stdout, io.StringIO()
    found = {}
    try:
        found["gives"] = shown(program.call(text))
    except BaseException as error:
        found["raises"] = exception(error)
        found["trace"] = traceback.format_exc(limit=-1).strip()
    finally:
        found["prints"], sys.stdout = sys.stdout.getvalue(), kept
    return found


def exception(error):
    """The class of an exception, with its text unless that is the SDK's."""
    ours = any(base.__module__.split(".")[0] == "openai" for base in type(error).__mro__)
    return f"openai.{type(error).__name__}" if ours else f"{type(error).__name__}: {error}"


def child(job, url):
    signal.alarm(LIMIT_SECONDS)
    warnings.simplefilter("ignore")
    os.chdir(job["folder"])
    sys.path.insert(0, job["folder"])
    plan = prepare(job, url)
    program, found = Program(), []
    for number, text in enumerate(job["calls"]):
        plan.run = f"{job['run']}/{number}"
        found.append(outcome(program, text))
    return found


def in_a_fork(job, url):
    read, write = os.pipe()
    process = os.fork()
    if process == 0:
        os.close(read)
        try:
            result = {"calls": child(job, url)}
        except BaseException:
            result = {"failed": traceback.format_exc()}
        with os.fdopen(write, "w") as pipe:
            json.dump(result, pipe)
        os._exit(0)
    os.close(write)
    with os.fdopen(read) as pipe:
        text = pipe.read()
    status = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
    return json.loads(text) if text else {"failed": f"ended with {status}, without an answer"}


def main(url):
    # Answers go out where nothing that runs can print.
    out = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    for name in PRELOADED:
        try:
            importlib.import_module(name)
        except ImportError:
            pass
    load_sdk()
    if not is_old():
        reroute.share_certificates()
    gc.freeze()
    for line in sys.stdin:
        print(json.dumps(in_a_fork(json.loads(line), url)), file=out, flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
