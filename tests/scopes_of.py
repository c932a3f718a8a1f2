"""Prints the scopes of Python files as Python's own compiler sees them, for the test of the binder.

Reads paths from the standard input, one a line; prints one JSON object a line: the path and the scope of its module, or
null where Python itself cannot read the file. A scope is its kind, its line, the place of each of its names (`local`,
`global`, `free`) and the scopes in it.
"""

import json
import symtable
import sys
import tokenize
import warnings

warnings.simplefilter("ignore")

COMPREHENSIONS = {"listcomp", "setcomp", "dictcomp", "genexpr"}
# Names that the compiler adds: they stand in no source.
IMPLICIT = {"__class__", "__classdict__", "__conditional_annotations__"}


def kind_of(table):
    kind = table.get_type()
    # What a comprehension iterates over is its parameter; functions may have the same names.
    is_comprehension = table.get_name() in COMPREHENSIONS and ".0" in table.get_identifiers()
    return "comprehension" if is_comprehension else kind


def written(name, classes):
    """The name as the source has it: those that begin with two underscores are mangled in a class."""
    for of_class in classes:
        prefix = "_" + of_class.lstrip("_") + "__"
        if name.startswith(prefix) and len(prefix) > 3:
            return name[len(prefix) - 2:]
    return name


def place_of(symbol, kind):
    # Before 3.13, symtable takes each function called `top` for the module, and says so of its names alone.
    if symbol.is_free():
        return "free"
    is_bound = symbol.is_assigned() or symbol.is_imported() or symbol.is_parameter() or symbol.is_annotated()
    if kind == "module":
        return "local" if is_bound or symbol.is_local() else "global"
    return "local" if is_bound and not symbol.is_declared_global() else "global"


def scope(table, classes=()):
    kind = kind_of(table)
    classes = classes[-1:] if kind != "class" else (table.get_name(),)
    names = {}
    for symbol in table.get_symbols():
        name = symbol.get_name()
        is_bound = symbol.is_assigned() or symbol.is_parameter()
        is_implicit = name in IMPLICIT and (symbol.is_free() or not is_bound)
        if not name.startswith(".") and not is_implicit:
            names[written(name, classes)] = place_of(symbol, kind)
    children = [scope(child, classes) for child in table.get_children()]
    known = {"function", "class", "comprehension"}
    return {
        "kind": kind,
        "line": table.get_lineno(),
        "names": names,
        "children": [child for child in children if child["kind"] in known],
    }


def read(path):
    try:
        with tokenize.open(path) as file:
            return scope(symtable.symtable(file.read(), path, "exec"))
    except (SyntaxError, UnicodeDecodeError, ValueError, RecursionError):
        return None


for line in sys.stdin:
    path = line.rstrip("\n")
    print(json.dumps([path, read(path)]))
