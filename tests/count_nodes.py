"""Counts the nodes of Python files with Python's own parser, for the test of the lowering.

Reads paths from the standard input, one a line; prints one JSON object a line: the path and the
counts, or null where Python itself cannot read the file.
"""

import ast
import json
import re
import sys
import warnings
from collections import Counter

warnings.simplefilter("ignore")

COUNTED = (ast.expr, ast.stmt, ast.comprehension, ast.ExceptHandler, ast.withitem)


def not_expressions(tree):
    """Nodes that are no expressions of their own to exuvia: patterns but for the names in them, the
    literal parts of f-strings, format specifiers."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.pattern):
            found.update(id(child) for child in ast.walk(node)
                         if not isinstance(child, (ast.Attribute, ast.Name)))
        elif isinstance(node, ast.FormattedValue):
            found.update((id(node), id(node.format_spec)))
        elif isinstance(node, ast.JoinedStr):
            found.update(id(child) for child in node.values if isinstance(child, ast.Constant))
    return found


def details(node, found):
    """Counts what hangs on a node and is no node itself, or has another shape in exuvia."""
    if isinstance(node, ast.Call):
        found["positional"] += sum(not isinstance(argument, ast.Starred) for argument in node.args)
        found["Starred"] -= sum(isinstance(argument, ast.Starred) for argument in node.args)
    elif isinstance(node, ast.ClassDef):
        found["Starred"] -= sum(isinstance(base, ast.Starred) for base in node.bases)
    elif isinstance(node, ast.BoolOp):
        found["BoolOp"] += len(node.values) - 2
    elif isinstance(node, ast.Compare):
        found["comparison"] += len(node.ops)
    elif isinstance(node, ast.arguments):
        parameters = node.posonlyargs + node.args + node.kwonlyargs
        parameters += [parameter for parameter in (node.vararg, node.kwarg) if parameter]
        found["parameter"] += len(parameters)
        found["positional-only"] += len(node.posonlyargs)
        found["keyword-only"] += len(node.kwonlyargs)
        found["annotation"] += sum(parameter.annotation is not None for parameter in parameters)
        defaults = node.defaults + [default for default in node.kw_defaults if default]
        found["default"] += len(defaults)
    elif isinstance(node, ast.keyword):
        found["keyword " + node.arg if node.arg else "double star"] += 1
    elif isinstance(node, ast.alias):
        found["imported " + node.name] += 1
        found["alias"] += node.asname is not None
    elif isinstance(node, ast.ImportFrom):
        found["level"] += node.level
        found["from " + (node.module or "")] += 1
    elif isinstance(node, ast.comprehension):
        found["condition"] += len(node.ifs)
    elif isinstance(node, ast.Attribute):
        found["." + node.attr] += 1
    elif isinstance(node, ast.Name):
        found["name " + node.id] += 1
    elif isinstance(node, ast.BinOp):
        found["BinOp " + type(node.op).__name__] += 1


def is_known_to_differ(tree, text):
    """exuvia takes identifiers as they are written, where Python normalizes them; `print >> x` for
    a statement of Python 2; and what only the compiler refuses, it may refuse as well."""
    if re.search(r"\bprint\s*>>|import \(\*\)|__future__ import \*", text):
        return True
    written = (getattr(node, "id", None) or getattr(node, "attr", "") for node in ast.walk(tree))
    return not text.isascii() and any(name not in text for name in written)


def counts(text):
    tree = ast.parse(text)
    if is_known_to_differ(tree, text):
        return None
    found = Counter()
    left_out = not_expressions(tree)
    for node in ast.walk(tree):
        if id(node) in left_out:
            continue
        details(node, found)
        if not isinstance(node, COUNTED):
            continue
        kind = {"TryStar": "Try"}.get(type(node).__name__, type(node).__name__)
        if isinstance(node, ast.Constant):
            kind = "Constant " + type(node.value).__name__
            if isinstance(node.value, (int, float, complex)) and not isinstance(node.value, bool):
                kind = "Constant number"
            elif isinstance(node.value, (str, bytes)):
                found["characters"] += len(node.value)
        found[kind] += 1
    # exuvia leaves named characters and lone surrogates as they are written.
    if re.search(r"\\N\{|\\u[dD]|\\U0000[dD]", text):
        found["characters"] = 0
    return {kind: count for kind, count in found.items() if count}


for line in sys.stdin:
    path = line.rstrip("\n")
    try:
        with open(path, encoding="utf-8", newline="") as file:
            result = counts(file.read())
    except (SyntaxError, ValueError, RecursionError):
        result = None
    print(json.dumps([path, result]))
