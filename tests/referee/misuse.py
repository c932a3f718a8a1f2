"""What goes wrong at run time in code that calls the new API already: the marks that half a migration leaves.

`look(source)` gives the lines of the calls in the form of 1.x, and a `Misuse` for each
- argument of the old API in such a call, be it written there, in a dict that the function builds for it, or handed on by
  `partial`, `to_thread` and their like; positional arguments where 1.x takes none; old settings for a client;
- response that is still used as the dict that it was, in the function that asked for it;
- attribute of an exception that 1.x does not have.
"""

import ast
from dataclasses import dataclass

import counter
from names import FUNCTIONS, dotted
from surface import (
    CLIENTS,
    DICT_METHODS,
    KEYWORD_ONLY,
    LEAVES,
    LEAVING_METHODS,
    NEW_CALL,
    OLD_CLIENT_KEYWORDS,
    OLD_ERROR_ATTRIBUTES,
    OLD_KEYWORDS,
)

SAME_CONTENT = {"list", "sorted", "reversed", "tuple", "next", "iter", "min", "max", "aiter", "anext"}


@dataclass(frozen=True, order=True)
class Misuse:
    """kind: "keyword" (fails when the call runs), "response" or "error"."""

    line: int
    kind: str
    what: str


def look(source, tree=None):
    """(places of new calls, misuses), both sorted, of a Python source (bytes or text)."""
    if b"openai" not in (source if isinstance(source, bytes) else source.encode()):
        return [], []
    tree = tree or counter.parse(source)
    new, wrong = set(), set()
    imported = _imports(tree)
    for scope in [n for n in ast.walk(tree) if isinstance(n, FUNCTIONS[:2] + (ast.Module,))]:
        reader = _Reader(scope, imported)
        new |= reader.new_calls()
        wrong |= reader.keywords() | reader.responses() | reader.errors()
    return sorted(new), sorted(wrong)


def look_notebook(text):
    """The same over the code cells of a notebook, taken together as they run, from top to bottom."""
    sources = []
    for _, source in counter.cells(text):
        try:
            counter.parse(source)
            sources.append(source)
        except SyntaxError:
            continue
    return look("\n".join(sources))


def _imports(tree):
    """Names that come from the SDK itself, by their name here: what it is called there."""
    names = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "openai" and not node.level:
            names.update({a.asname or a.name: a.name for a in node.names})
        elif isinstance(node, ast.Import):
            names.update({a.asname or a.name: "openai" for a in node.names if a.name == "openai"})
    return names


class _Reader:
    """One function (or the module) without the functions inside it."""

    def __init__(self, scope, imported):
        self.imported = imported
        self.nodes = list(_own(scope))
        self.models, self.references, self.dicts = set(), set(), {}
        self._bindings()

    # Which names hold what

    def _bindings(self):
        bound = {}
        for node in self.nodes:
            for target, value in _targets(node):
                bound.setdefault(target, []).append(value)
        for name, values in bound.items():
            for value in values:
                keys = _dict_keys(value)
                if keys:
                    self.dicts.setdefault(name, {}).update(keys)
                if value is not None and self._is_method(value):
                    self.references.add(name)
        for node in self.nodes:  # kwargs["engine"] = ...
            if isinstance(node, ast.Assign):
                for target in node.targets:
                    if isinstance(target, ast.Subscript) and isinstance(target.slice, ast.Constant):
                        self.dicts.setdefault(dotted(target.value), {})[target.slice.value] = node.lineno
        for _ in range(4):
            for name, values in bound.items():
                known = [v for v in values if not (isinstance(v, ast.Constant) and v.value is None)]
                if known and all(v is not None and self._model(v) for v in known):
                    self.models.add(name)

    def _is_method(self, node):
        return isinstance(node, ast.Attribute) and bool(NEW_CALL.search(dotted(node)))

    def _is_new_call(self, node):
        return isinstance(node, ast.Call) and (
            self._is_method(node.func) or (isinstance(node.func, ast.Name) and node.func.id in self.references)
        )

    def _model(self, node):
        """Whether an expression is a response of 1.x, or a part of one that is a model or a list of models."""
        if isinstance(node, ast.Await):
            return self._model(node.value)
        if isinstance(node, ast.NamedExpr):
            return self._model(node.value)
        if isinstance(node, ast.Name):
            return node.id in self.models
        if isinstance(node, ast.Attribute):
            return dotted(node) in self.models or (node.attr not in LEAVES and self._model(node.value))
        if isinstance(node, ast.Subscript):
            return not _text(node.slice) and self._model(node.value)
        if isinstance(node, ast.Call):
            if self._is_new_call(node):
                name = dotted(node.func)
                return "with_raw_response" not in name and "with_streaming_response" not in name
            if isinstance(node.func, ast.Name) and node.func.id in SAME_CONTENT and node.args:
                return self._model(node.args[0])
            if isinstance(node.func, ast.Attribute) and node.func.attr in ("copy", "model_copy"):
                return self._model(node.func.value)
        return False

    # What is wrong

    def new_calls(self):
        return {(n.lineno, n.col_offset) for n in self.nodes if self._is_method(n) and isinstance(n.ctx, ast.Load)}

    def keywords(self):
        out = set()
        for node in self.nodes:
            if not isinstance(node, ast.Call):
                continue
            handed_on = [a for a in node.args if self._is_method(a)]
            if self._is_new_call(node) or handed_on:
                out |= self._old(node, OLD_KEYWORDS)
            if self._is_method(node.func) and KEYWORD_ONLY.search(dotted(node.func)):
                if node.args and not isinstance(node.args[0], ast.Starred):
                    out.add(Misuse(node.lineno, "keyword", "positional argument"))
            if self._is_client(node.func):
                out |= self._old(node, OLD_CLIENT_KEYWORDS)
            if isinstance(node.func, ast.Attribute) and node.func.attr == "with_options":
                out |= self._old(node, OLD_CLIENT_KEYWORDS)
        return out

    def _is_client(self, func):
        if isinstance(func, ast.Name):
            return self.imported.get(func.id) in CLIENTS
        if isinstance(func, ast.Attribute) and isinstance(func.value, ast.Name):
            return func.attr in CLIENTS and self.imported.get(func.value.id) == "openai"
        return False

    def _old(self, call, old):
        out = set()
        for keyword in call.keywords:
            if keyword.arg in old:
                out.add(Misuse(keyword.lineno, "keyword", keyword.arg))
            elif keyword.arg is None:
                keys = _dict_keys(keyword.value) or self.dicts.get(dotted(keyword.value), {})
                out |= {Misuse(line, "keyword", f"{key} in **") for key, line in keys.items() if key in old}
        return out

    def responses(self):
        out = set()
        for node in self.nodes:
            what = None
            if isinstance(node, ast.Subscript) and _text(node.slice) and self._model(node.value):
                what = f"[{node.slice.value!r}]"
            elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                if node.func.attr in DICT_METHODS and node.func.attr not in LEAVING_METHODS and self._model(node.func.value):
                    what = f".{node.func.attr}()"
            elif isinstance(node, ast.Compare) and isinstance(node.ops[0], (ast.In, ast.NotIn)):
                if _text(node.left) and self._model(node.comparators[0]):
                    what = f"{node.left.value!r} in"
            if isinstance(node, ast.Call) and dotted(node.func) in ("json.dumps", "json.dump", "dict") and node.args:
                if self._model(node.args[0]):
                    what = dotted(node.func)
            if what:
                out.add(Misuse(node.lineno, "response", what))
        return out

    def errors(self):
        out = set()
        for node in self.nodes:
            if not isinstance(node, ast.ExceptHandler) or not node.name or node.type is None:
                continue
            classes = node.type.elts if isinstance(node.type, ast.Tuple) else [node.type]
            if not all(self._is_error(c) for c in classes):
                continue
            for inner in (i for statement in node.body for i in ast.walk(statement)):
                if isinstance(inner, ast.Attribute) and inner.attr in OLD_ERROR_ATTRIBUTES:
                    if isinstance(inner.value, ast.Name) and inner.value.id == node.name:
                        out.add(Misuse(inner.lineno, "error", "." + inner.attr))
        return out

    def _is_error(self, node):
        if isinstance(node, ast.Name):
            return self.imported.get(node.id, "").endswith("Error")
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            return self.imported.get(node.value.id) == "openai" and node.attr.endswith("Error")
        return False


def _own(scope):
    """Nodes of a scope, those of functions inside it left out (their decorators and defaults stay)."""
    todo = list(ast.iter_child_nodes(scope))
    while todo:
        node = todo.pop()
        yield node
        if isinstance(node, FUNCTIONS[:2]):
            todo += node.decorator_list + node.args.defaults + [d for d in node.args.kw_defaults if d is not None]
        else:
            todo += ast.iter_child_nodes(node)


def _text(node):
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _dict_keys(node):
    """Key -> line of a dict that is written out, `{...}` or `dict(...)`; None for anything else."""
    if isinstance(node, ast.Dict):
        return {k.value: k.lineno for k in node.keys if k is not None and _text(k)}
    if isinstance(node, ast.Call) and dotted(node.func) == "dict":
        return {k.arg: k.lineno for k in node.keywords if k.arg}
    return None


def _targets(node):
    """(text of the target, value) of what a node binds. A loop binds an item of its value, which for responses is alike."""
    if isinstance(node, ast.Assign):
        for target in node.targets:
            if isinstance(target, (ast.Name, ast.Attribute)):
                yield dotted(target), node.value
            elif isinstance(target, (ast.Tuple, ast.List)):
                for element in target.elts:
                    yield dotted(element), None
    elif isinstance(node, (ast.AnnAssign, ast.NamedExpr)) and node.value is not None:
        yield dotted(node.target), node.value
    elif isinstance(node, ast.AugAssign):
        yield dotted(node.target), None
    elif isinstance(node, (ast.For, ast.AsyncFor, ast.comprehension)):
        yield from _loop(node.target, node.iter)
    elif isinstance(node, (ast.With, ast.AsyncWith)):
        for item in node.items:
            if item.optional_vars is not None:
                yield dotted(item.optional_vars), None


def _loop(target, over):
    """An item of a list of models is a model, and so is the second of a pair from `enumerate`."""
    if isinstance(target, (ast.Name, ast.Attribute)):
        yield dotted(target), over
    elif isinstance(target, (ast.Tuple, ast.List)):
        counted = isinstance(over, ast.Call) and dotted(over.func) == "enumerate" and over.args
        for i, element in enumerate(target.elts):
            yield dotted(element), over.args[0] if counted and i == 1 else None
