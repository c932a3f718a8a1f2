"""A tree of files as one project: who exports an old symbol to whom, and the count over all of it."""

import ast
import os
import warnings
from dataclasses import dataclass, field

import counter
import misuse
from names import Names

SKIPPED = {"__pycache__", "node_modules", ".git", ".venv", "venv"}


def files(root):
    """Paths of the Python files and notebooks below a folder, relative to it, sorted."""
    found = []
    for folder, inner, names in os.walk(root):
        inner[:] = sorted(set(inner) - SKIPPED)
        for name in names:
            if name.endswith((".py", ".pyi", ".ipynb")):
                found.append(os.path.relpath(os.path.join(folder, name), root).replace(os.sep, "/"))
    return sorted(found)


def accepted(path):
    """Whether CPython compiles a file. Stricter than a parse: duplicate keywords, await outside async and the like."""
    with open(path, "rb") as file:
        raw = file.read()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            if not path.endswith(".ipynb"):
                compile(raw, path, "exec", dont_inherit=True)
                return True
            import json

            flags = ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
            readable = 0
            for _, source in counter.cells(raw.decode()):
                compile(source, path, "exec", flags=flags, dont_inherit=True)
                readable += 1
            return readable > 0 or "cells" in json.loads(raw)
    except (SyntaxError, ValueError, UnicodeDecodeError, RecursionError, MemoryError):
        return False


@dataclass
class Tree:
    """What the referee sees in a tree; every mapping is by relative path and has no empty entries."""

    uses: dict = field(default_factory=dict)
    calls: dict = field(default_factory=dict)
    environment: dict = field(default_factory=dict)
    new_calls: dict = field(default_factory=dict)
    misuses: dict = field(default_factory=dict)
    refused: set = field(default_factory=set)

    def total(self, what):
        return sum(map(len, getattr(self, what).values()))


class Project:
    """Answers, for the names of one file, what the other files hand on."""

    def __init__(self, root):
        self.root = root
        self.sources, self.by_module, self.by_last = {}, {}, {}
        for path in files(root):
            with open(os.path.join(root, path), "rb") as file:
                self.sources[path] = file.read()
            if path.endswith(".py"):
                module = path[: -len(".py")].replace("/", ".").removesuffix(".__init__")
                self.by_module[module] = path
                self.by_last.setdefault(module.split(".")[-1], []).append((module, path))
        self._exports, self._trees, self._sources_of = {}, {}, {}
        self._settle()

    def tree(self, path):
        """The tree of a file, parsed once; None where there is none."""
        if path not in self._trees:
            try:
                self._trees[path] = counter.parse(self.sources[path])
            except (SyntaxError, ValueError, RecursionError):
                self._trees[path] = None
        return self._trees[path]

    def _imports_of(self, path):
        """Files of the project that a file imports from."""
        if path not in self._sources_of:
            found = set()
            for node in ast.walk(self.tree(path) or ast.Module([], [])):
                if isinstance(node, ast.ImportFrom):
                    module = self.absolute(path, node)
                    found.add(self.find(module))
                    found |= {self.find(f"{module}.{a.name}".strip(".")) for a in node.names}
                elif isinstance(node, ast.Import):
                    found |= {self.find(a.name) for a in node.names}
            self._sources_of[path] = found - {None}
        return self._sources_of[path]

    def _settle(self):
        """Exports of exports: until nothing new is handed on, or five files deep."""
        todo = [p for p in self.by_module.values() if b"openai" in self.sources[p]]
        for _ in range(5):
            changed = {}
            for path in todo:
                if self.tree(path) is not None:
                    exports = Names(self.tree(path), path, self).exports()
                    if exports != self._exports.get(path, {}):
                        changed[path] = exports
            if not changed:
                return
            self._exports.update(changed)
            words = {n.encode() for e in changed.values() for n in e}
            todo = [
                path
                for path in self.by_module.values()
                if any(w in self.sources[path] for w in words) and self._imports_of(path) & set(changed)
            ]

    def exports_of(self, path):
        return self._exports.get(path, {})

    def find(self, module):
        """The file of a module: by its whole name, else by the end of it where only one file has that."""
        if module in self.by_module:
            return self.by_module[module]
        if not module:
            return None
        same = [p for m, p in self.by_last.get(module.split(".")[-1], []) if m.endswith("." + module)]
        return same[0] if len(same) == 1 and "." in module else None

    def absolute(self, path, node):
        """The full name of the module of a `from` import, or None where it leaves the tree."""
        if not node.level:
            return node.module
        package = path.split("/")[:-1]
        if node.level - 1 > len(package):
            return None
        package = package[: len(package) - (node.level - 1)]
        return ".".join(package + ([node.module] if node.module else []))

    def finds(self, path, node):
        module = self.absolute(path, node) if path else None
        return bool(module and self.find(module))

    def candidates(self):
        """Files that can hold a use: they say the package's word, or import from a file that hands on a name."""
        for path, raw in self.sources.items():
            if b"openai" in raw or (path.endswith(".py") and self._takes(path, raw)):
                yield path, raw

    def _takes(self, path, raw):
        last = {p.split("/")[-1].removesuffix(".py") for p in self._exports} | {
            p.split("/")[-2] for p in self._exports if p.endswith("/__init__.py")
        }
        return any(w.encode() in raw for w in last) and bool(self._imports_of(path) & set(self._exports))


def look(root):
    """Everything that the referee sees below a folder."""
    project, tree = Project(root), Tree()
    for path, raw in project.candidates():
        full = os.path.join(root, path)
        if not accepted(full):
            tree.refused.add(path)
        try:
            if path.endswith(".ipynb"):
                found = counter.count_notebook(raw.decode(), path, project)
                new, wrong = misuse.look_notebook(raw.decode())
            else:
                found = counter.count(raw, path, project, project.tree(path))
                new, wrong = misuse.look(raw, project.tree(path))
        except (SyntaxError, ValueError, UnicodeDecodeError, RecursionError):
            tree.refused.add(path)
            continue
        for where, kind in ((tree.uses, "name"), (tree.calls, "call"), (tree.environment, "environment")):
            of_kind = [use for use in found if use.kind == kind]
            if of_kind:
                where[path] = of_kind
        if new:
            tree.new_calls[path] = new
        if wrong:
            tree.misuses[path] = wrong
    return tree
