"""The independent count: where does Python code still use what the OpenAI SDK lost with 1.0?

Written on Python's own `ast`, apart from exuvia, so that it can disagree with it. `count(source)` and
`count_notebook(text)` give `Use`s; `python3 counter.py FILE...` prints them.
"""

import ast
import json
import re
import sys
import warnings
from dataclasses import dataclass

from names import MODULE, Names, dotted, is_old
from surface import LEGACY, METHODS, OLD_API_TYPES, OLD_ENVIRONMENT, PATCHED_STRING, PATCHERS, RESOURCES, SYMBOL_STRING

LINE_END = re.compile(r"\r\n|\r|\n")
MAGIC = re.compile(r"^\s*[%!?]")


@dataclass(frozen=True, order=True)
class Use:
    """One place; lines and columns from 1, columns in characters, the end is behind the last one.

    kind: "name" (must be found and rewritten or flagged), "call" (a name use that is a method of a resource) or
    "environment" (a variable is set that 1.x ignores; shown, but whether it matters depends on who reads it).
    """

    start: tuple
    end: tuple
    what: str
    kind: str = "name"
    cell: int = -1

    @property
    def line(self):
        return self.start[0]


def parse(source):
    """The tree of a source (bytes or text). SyntaxError, ValueError or RecursionError where there is none."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return ast.parse(source)


def text_of(source):
    """Bytes to text, by the source's own declaration of its encoding."""
    if isinstance(source, str):
        return source
    import io
    import tokenize

    encoding, _ = tokenize.detect_encoding(io.BytesIO(source).readline)
    return source.decode(encoding)


class Counter(ast.NodeVisitor):
    def __init__(self, names, text, cell=-1):
        self.names, self.lines, self.cell = names, LINE_END.split(text), cell
        self.found = set()
        self.fixed = None  # the place that stands for everything in a string annotation

    def add(self, node, what, kind="name"):
        place = self.fixed or node
        start = (place.lineno, self._column(place.lineno, place.col_offset))
        end = (place.end_lineno, self._column(place.end_lineno, place.end_col_offset))
        self.found.add(Use(start, end, what, kind, self.cell))

    def _column(self, line, offset):
        text = self.lines[line - 1] if line <= len(self.lines) else ""
        return len(text.encode()[:offset].decode(errors="replace")) + 1

    def visit_Import(self, node):
        for alias in node.names:
            if is_old(alias.name):
                self.add(node, "import " + alias.name)

    def visit_ImportFrom(self, node):
        if not node.level and node.module:
            if is_old(node.module):
                self.add(node, "from " + node.module)
                return
            if node.module == MODULE:
                for alias in node.names:
                    if alias.name in LEGACY:
                        self.add(alias, "from openai import " + alias.name)
                return
        for alias in node.names:
            name = alias.asname or alias.name
            if name in self.names.own_by_import.get(node, ()):
                continue
            if name in self.names.old_by_import and is_old(self.names.imported.get(name)) and self._from_project(node):
                self.add(alias, f"imported again: {self.names.imported[name]}")

    def _from_project(self, node):
        return self.names.project is not None and self.names.project.finds(self.names.path, node)

    def visit_Attribute(self, node):
        base = self.names.resolve(node.value)
        if base == MODULE and node.attr in LEGACY:
            self.add(node, "openai." + node.attr)
        elif base and is_old(base) and self.names.through_assignment(node.value):
            if node.attr in METHODS or base.split(".")[1:] == ["error"]:
                self.add(node, f"{base}.{node.attr} through {dotted(node.value)}")
        if base and self._resource(base) and node.attr in METHODS and isinstance(node.ctx, ast.Load):
            self.add(node, f"{base}.{node.attr}", "call")
        self.generic_visit(node)

    @staticmethod
    def _resource(qualified):
        parts = qualified.split(".")
        return is_old(qualified) and (parts[-1] in RESOURCES)

    def visit_Call(self, node):
        constants = [a.value if isinstance(a, ast.Constant) else None for a in node.args]
        called = dotted(node.func).split(".")[-1]
        if len(node.args) > 1 and called != "hasattr" and self.names.resolve(node.args[0]) == MODULE:
            if constants[1] in LEGACY:
                self.add(node, f"{called} openai.{constants[1]}")
            elif called == "setattr" and constants[1] == "api_type" and len(node.args) > 2:
                self._api_type(node.args[2], node)
        if called == "getattr" and len(node.args) > 1 and constants[1] in METHODS:
            base = self.names.resolve(node.args[0])
            if base and self._resource(base):
                self.add(node, f"{base}.{constants[1]}", "call")
        if called in PATCHERS and constants and isinstance(constants[0], str) and PATCHED_STRING.match(constants[0]):
            self.add(node.args[0], "string " + constants[0])
        if called == "multiple" and node.args and (constants[0] == MODULE or self.names.resolve(node.args[0]) == MODULE):
            for keyword in node.keywords:
                if keyword.arg in LEGACY:
                    self.add(keyword, f"multiple openai.{keyword.arg}")
        if called in ("setdefault", "putenv") and constants and constants[0] in OLD_ENVIRONMENT:
            self.add(node, constants[0], "environment")
        self.generic_visit(node)

    def visit_Subscript(self, node):
        key = node.slice.value if isinstance(node.slice, ast.Constant) else None
        value = node.value
        if key in LEGACY and isinstance(value, ast.Attribute) and value.attr == "__dict__":
            if self.names.resolve(value.value) == MODULE:
                self.add(node, f"__dict__ openai.{key}")
        if key in LEGACY and isinstance(value, ast.Call) and dotted(value.func) == "vars" and value.args:
            if self.names.resolve(value.args[0]) == MODULE:
                self.add(node, f"vars openai.{key}")
        if key in OLD_ENVIRONMENT and not isinstance(node.ctx, ast.Load) and dotted(value).endswith("environ"):
            self.add(node, key, "environment")
        self.generic_visit(node)

    def visit_Assign(self, node):
        for target in node.targets:
            self._assign_api_type(target, node.value, node)
        self.generic_visit(node)

    def visit_AnnAssign(self, node):
        if node.value is not None:
            self._assign_api_type(node.target, node.value, node)
        self._annotation(node.annotation)
        self.generic_visit(node)

    def _assign_api_type(self, target, value, node):
        if isinstance(target, (ast.Tuple, ast.List)):
            values = getattr(value, "elts", [])
            if len(values) == len(target.elts):
                for one, its in zip(target.elts, values):
                    self._assign_api_type(one, its, node)
        elif isinstance(target, ast.Attribute) and target.attr == "api_type":
            if self.names.resolve(target.value) == MODULE:
                self._api_type(value, node)

    def _api_type(self, value, node):
        for part in ast.walk(value):
            if isinstance(part, ast.Constant) and isinstance(part.value, str) and part.value in OLD_API_TYPES:
                self.add(node, "api_type " + part.value)

    def visit_Compare(self, node):
        sides = [node.left, *node.comparators]
        if any(isinstance(s, ast.Attribute) and self.names.resolve(s) == "openai.api_type" for s in sides):
            for side in sides:
                if not isinstance(side, ast.Attribute):
                    self._api_type(side, node)
        self.generic_visit(node)

    def visit_FunctionDef(self, node):
        for argument in ast.walk(node.args):
            if isinstance(argument, ast.arg) and argument.annotation is not None:
                self._annotation(argument.annotation)
        if node.returns is not None:
            self._annotation(node.returns)
        self.generic_visit(node)

    visit_AsyncFunctionDef = visit_FunctionDef

    def _annotation(self, annotation):
        """Names inside a quoted annotation; a whole one that is an old symbol is found as a string already."""
        for part in ast.walk(annotation):
            if isinstance(part, ast.Constant) and isinstance(part.value, str) and not SYMBOL_STRING.match(part.value):
                try:
                    inner = ast.parse(part.value, mode="eval").body
                except (SyntaxError, ValueError):
                    continue
                self.fixed = part
                self.visit(inner)
                self.fixed = None

    def visit_Constant(self, node):
        if isinstance(node.value, str) and SYMBOL_STRING.match(node.value):
            self.add(node, "string " + node.value)

    def visit_Name(self, node):
        if isinstance(node.ctx, ast.Load) and node.id in self.names.old_by_import and not self.names.is_own(node):
            self.add(node, self.names.imported[node.id])


def count(source, path=None, project=None, tree=None):
    """Every use in a Python source (bytes or text), sorted. `tree` saves parsing it once more."""
    tree = tree or parse(source)
    counter = Counter(Names(tree, path, project), text_of(source))
    counter.visit(tree)
    return sorted(counter.found)


def cells(text):
    """(index, source) of each code cell of a notebook, lines that are not Python blanked."""
    notebook = json.loads(text)
    for index, cell in enumerate(notebook.get("cells") or []):
        if cell.get("cell_type") == "code":
            source = cell.get("source", "")
            source = "".join(source) if isinstance(source, list) else source
            yield index, "\n".join("pass" if MAGIC.match(line) else line for line in source.split("\n"))


def count_notebook(text, path=None, project=None):
    """Every use in a notebook. Cells share their names: what an earlier one imports holds in the later ones."""
    found, before = [], None
    for index, source in cells(text):
        try:
            tree = parse(source)
        except SyntaxError:
            continue
        before = Names(tree, path, project, before)
        counter = Counter(before, source, index)
        counter.visit(tree)
        found += sorted(counter.found)
    return found


def main(paths):
    for path in paths:
        with open(path, "rb") as file:
            raw = file.read()
        for use in count_notebook(raw.decode()) if path.endswith(".ipynb") else count(raw):
            place = f"{path}:{use.start[0]}:{use.start[1]}" + (f" cell {use.cell}" if use.cell >= 0 else "")
            print(place, use.kind, use.what)


if __name__ == "__main__":
    main(sys.argv[1:])
