"""Answers questions about an installed package, as JSON from standard input to standard output.

The question is {"paths": [...], "calls": [...], "awaits": {class: [methods]}}: which dotted paths exist (null: its module cannot be imported here), which parameters the
callables at these paths take (with "*" where they take any keyword), and which methods of an instance, called with texts
for what they need, give something that must be awaited. Nothing is connected to.
"""

import contextlib
import importlib
import inspect
import io
import json
import sys
import warnings

warnings.simplefilter("ignore")


class Unreadable(Exception):
    """Whether something exists cannot be said here."""


def exists(path):
    try:
        return find(path) is not None
    except Unreadable:
        return None


def find(path):
    parts = path.split(".")
    for cut in range(len(parts), 0, -1):
        try:
            value = importlib.import_module(".".join(parts[:cut]))
        except ModuleNotFoundError as error:
            if path.startswith(error.name or path):
                continue
            raise Unreadable from error  # it wants a package that is not here
        try:
            for name in parts[cut:]:
                value = getattr(value, name)
        except AttributeError:
            return None
        return value
    return None


def parameters(path):
    try:
        value = find(path)
        if value is None:
            return None
        signature = inspect.signature(value)
    except (TypeError, ValueError, Unreadable):
        return None
    kinds = inspect.Parameter
    return [
        "*" if p.kind is kinds.VAR_KEYWORD else p.name
        for p in signature.parameters.values()
        if p.kind is not kinds.VAR_POSITIONAL
    ]


def awaited(path, names):
    """Whether what each method gives must be awaited; None where a text is no argument that it takes."""
    instance = find(path)()

    async def answer(*args, **kwargs):
        return None

    instance.execute_command = answer
    found = {}
    for name in names:
        method = getattr(instance, name)
        needed = [
            p for p in inspect.signature(method).parameters.values()
            if p.default is p.empty and p.kind in (p.POSITIONAL_ONLY, p.POSITIONAL_OR_KEYWORD)
        ]
        try:
            with contextlib.redirect_stdout(io.StringIO()):
                value = method(*["1" for _ in needed])
        except Exception:
            found[name] = None
            continue
        found[name] = inspect.iscoroutine(value)
        if inspect.iscoroutine(value):
            value.close()
    return found


def main():
    asked = json.load(sys.stdin)
    answer = {
        "paths": {path: exists(path) for path in asked.get("paths", [])},
        "calls": {path: parameters(path) for path in asked.get("calls", [])},
        "awaits": {path: awaited(path, names) for path, names in asked.get("awaits", {}).items()},
    }
    json.dump(answer, sys.stdout)


if __name__ == "__main__":
    main()
