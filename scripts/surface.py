#!/usr/bin/env python3
"""Write the public surface of a Python package as stubs, reading its source only.

Nothing of the package is imported or run: its files are parsed with `ast`. The result is a model
file of a rule pack, and `rows-from-markers` uses the same reading to compare releases.

    scripts/surface.py PACKAGE --root DIR [--awaitable-under MODULE] [--returns FILE] [--head TEXT]

DIR is the folder that holds the package (a site-packages folder, or an unpacked wheel).
"""

from __future__ import annotations

import argparse
import ast
import sys
from dataclasses import dataclass, field, replace
from pathlib import Path

# Methods with two leading underscores that say how a value behaves in a statement.
PROTOCOL = {
    "__init__", "__enter__", "__exit__", "__aenter__", "__aexit__", "__await__", "__iter__", "__next__",
    "__aiter__", "__anext__", "__getitem__", "__setitem__", "__delitem__", "__contains__", "__call__", "__len__",
}
BUILTIN_TYPES = {"str", "bytes", "int", "float", "bool", "None"}
BARE_CONTAINERS = {"dict": "dict[Any, Any]", "list": "list[Any]", "tuple": "tuple[Any, ...]", "Dict": "dict[Any, Any]",
                   "List": "list[Any]", "Tuple": "tuple[Any, ...]", "Any": "Any"}


@dataclass(eq=False)
class Function:
    """One function or method, as its source declares it."""

    name: str
    node: ast.FunctionDef | ast.AsyncFunctionDef
    module: str
    kind: str = "plain"  # plain, class, static, property
    owner: str | None = None

    @property
    def is_async(self) -> bool:
        return isinstance(self.node, ast.AsyncFunctionDef)

    def is_generator(self) -> bool:
        return any(isinstance(n, (ast.Yield, ast.YieldFrom)) for n in own_nodes(self.node))

    def parameters(self) -> list[str]:
        """Names of the parameters that a caller can pass by keyword or position, without self or cls."""
        a = self.node.args
        names = [x.arg for x in a.posonlyargs + a.args + a.kwonlyargs]
        if self.owner and self.kind != "static" and names:
            names = names[1:]
        return names

    def takes_any_keyword(self) -> bool:
        return self.node.args.kwarg is not None


@dataclass(eq=False)
class Class:
    """One class: its bases as resolved dotted names, its own functions and fields."""

    name: str
    module: str
    node: ast.ClassDef
    bases: list[str] = field(default_factory=list)
    functions: dict[str, Function] = field(default_factory=dict)
    fields: dict[str, str | None] = field(default_factory=dict)

    @property
    def path(self) -> str:
        return f"{self.module}.{self.name}"


@dataclass(eq=False)
class Module:
    name: str
    is_package: bool
    tree: ast.Module
    classes: dict[str, Class] = field(default_factory=dict)
    functions: dict[str, Function] = field(default_factory=dict)
    aliases: dict[str, str] = field(default_factory=dict)  # name -> dotted target inside the package
    values: dict[str, ast.expr | None] = field(default_factory=dict)
    foreign: dict[str, str] = field(default_factory=dict)  # name -> dotted target outside the package
    for_types: dict[str, str] = field(default_factory=dict)  # imported for a type checker, absent when it runs


def own_nodes(function: ast.AST):
    """Every node of a function's body that does not belong to a function nested in it."""
    stack = list(ast.iter_child_nodes(function))
    while stack:
        node = stack.pop()
        yield node
        if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)):
            stack.extend(ast.iter_child_nodes(node))


def is_public(name: str) -> bool:
    return not name.startswith("_")


def dotted(node: ast.AST | None) -> str | None:
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        left = dotted(node.value)
        return f"{left}.{node.attr}" if left else None
    return None


def base_name(node: ast.expr) -> str | None:
    """The class in `Base` and in `Base[T]`."""
    return dotted(node.value if isinstance(node, ast.Subscript) else node)


def decorator_name(node: ast.expr) -> str:
    target = node.func if isinstance(node, ast.Call) else node
    return (dotted(target) or "").rsplit(".", 1)[-1]


class Surface:
    """All modules of one package, and the questions that stubs and comparisons ask of them."""

    def __init__(self, package: str, root: Path):
        self.package = package
        self.modules: dict[str, Module] = {}
        self._linear: dict[Class, list[Class]] = {}
        self._members: dict[Class, dict[str, Function]] = {}
        self._returned: dict[Function, list[ast.expr]] = {}
        base = root / package
        files = sorted(base.rglob("*.py")) if base.is_dir() else [root / f"{package}.py"]
        for file in files:
            parts = list(file.relative_to(root).with_suffix("").parts)
            is_package = parts[-1] == "__init__"
            if is_package:
                parts.pop()
            name = ".".join(parts)
            self.modules[name] = Module(name, is_package, ast.parse(file.read_text(encoding="utf-8")))
        self._stars: list[tuple[Module, str]] = []
        for module in self.modules.values():
            self._read(module, module.tree.body)
        # A star may give what another star brought there; a chain of them is never longer than their number.
        for _ in self._stars:
            for module, source in self._stars:
                for name in self.public_names(source) if source in self.modules else []:
                    self._bind(module, name, f"{source}.{name}")
        for module in self.modules.values():
            for cls in module.classes.values():
                cls.bases = [self.resolve(module.name, b) or b for b in map(base_name, cls.node.bases) if b]

    # -- reading -------------------------------------------------------------------------------------

    def _read(self, module: Module, body: list[ast.stmt]) -> None:
        for node in body:
            if isinstance(node, ast.ClassDef):
                module.classes.setdefault(node.name, self._class(module, node))
            elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                module.functions.setdefault(node.name, Function(node.name, node, module.name))
            elif isinstance(node, (ast.Import, ast.ImportFrom)):
                self._import(module, node)
            elif isinstance(node, (ast.Assign, ast.AnnAssign)):
                targets = node.targets if isinstance(node, ast.Assign) else [node.target]
                for target in targets:
                    if isinstance(target, ast.Name):
                        module.values.setdefault(target.id, node.value)
            elif isinstance(node, ast.Try):
                for block in (node.body, *(h.body for h in node.handlers), node.orelse, node.finalbody):
                    self._read(module, block)
            elif isinstance(node, ast.If) and (dotted(node.test) or "").endswith("TYPE_CHECKING"):
                shadow = Module(module.name, module.is_package, module.tree)
                self._read(shadow, node.body)
                module.for_types.update(shadow.aliases)
                self._read(module, node.orelse)
            elif isinstance(node, (ast.If, ast.With)):
                self._read(module, node.body)
                self._read(module, getattr(node, "orelse", []))

    def _import(self, module: Module, node: ast.Import | ast.ImportFrom) -> None:
        if isinstance(node, ast.Import):
            for alias in node.names:
                target = alias.name if alias.asname else alias.name.split(".")[0]
                self._bind(module, alias.asname or target, target)
            return
        source = node.module or ""
        if node.level:
            parts = module.name.split(".")
            up = node.level - (1 if module.is_package else 0)
            parts = parts[: len(parts) - up] if up else parts
            source = ".".join(parts + ([source] if source else []))
        for alias in node.names:
            if alias.name == "*":
                self._stars.append((module, source))
            else:
                self._bind(module, alias.asname or alias.name, f"{source}.{alias.name}")

    def _bind(self, module: Module, name: str, target: str) -> None:
        inside = target == self.package or target.startswith(self.package + ".")
        (module.aliases if inside else module.foreign).setdefault(name, target)

    def _class(self, module: Module, node: ast.ClassDef) -> Class:
        cls = Class(node.name, module.name, node)
        for item in node.body:
            if isinstance(item, (ast.FunctionDef, ast.AsyncFunctionDef)):
                kinds = {decorator_name(d) for d in item.decorator_list}
                kind = "class" if "classmethod" in kinds else "static" if "staticmethod" in kinds else "plain"
                if kinds & {"property", "cached_property"}:
                    kind = "property"
                if "setter" in kinds or "overload" in kinds:
                    continue
                cls.functions.setdefault(item.name, Function(item.name, item, module.name, kind, node.name))
            elif isinstance(item, ast.AnnAssign) and isinstance(item.target, ast.Name):
                cls.fields.setdefault(item.target.id, ast.unparse(item.annotation))
            elif isinstance(item, ast.Assign):
                # `incr = incrby`: the method under another name.
                same = cls.functions.get(dotted(item.value))
                for target in item.targets:
                    if isinstance(target, ast.Name) and same and is_public(target.id):
                        cls.functions.setdefault(target.id, replace(same, name=target.id))
                    elif isinstance(target, ast.Name):
                        cls.fields.setdefault(target.id, None)
        init = cls.functions.get("__init__")
        if init:
            hints = {a.arg: a.annotation for a in init.node.args.args + init.node.args.kwonlyargs}
            for item in own_nodes(init.node):
                targets = item.targets if isinstance(item, ast.Assign) else (
                    [item.target] if isinstance(item, ast.AnnAssign) else [])
                for target in targets:
                    if isinstance(target, ast.Attribute) and dotted(target.value) == "self":
                        hint = item.annotation if isinstance(item, ast.AnnAssign) else hints.get(dotted(item.value))
                        if is_public(target.attr) and target.attr not in cls.functions:
                            cls.fields.setdefault(target.attr, ast.unparse(hint) if hint else None)
        return cls

    def returned(self, function: Function) -> list[ast.expr]:
        """The expressions that a function returns."""
        if function not in self._returned:
            self._returned[function] = [
                n.value for n in own_nodes(function.node) if isinstance(n, ast.Return) and n.value is not None]
        return self._returned[function]

    # -- questions -----------------------------------------------------------------------------------

    def public_modules(self) -> list[Module]:
        return [m for n, m in sorted(self.modules.items()) if all(is_public(p) for p in n.split("."))]

    def public_names(self, module_name: str) -> list[str]:
        module = self.modules[module_name]
        names = {**module.aliases, **module.classes, **module.functions, **module.values}
        return sorted(n for n in names if is_public(n))

    def resolve(self, module_name: str, name: str, depth: int = 0) -> str | None:
        """The path where the thing called `name` in that module is defined, or None outside the package."""
        if depth > 12:
            return None
        module = self.modules.get(module_name)
        head, _, rest = name.partition(".")
        if module is None:
            return None
        path = f"{module_name}.{head}"
        if head in module.classes or head in module.functions:
            return f"{path}.{rest}" if rest else path
        if head in module.aliases:
            target = module.aliases[head]
            return self.resolve_path(f"{target}.{rest}" if rest else target, depth + 1)
        if head in module.values:
            same = dotted(module.values[head])
            found = self.resolve(module_name, same, depth + 1) if same and same != head else None
            return (f"{found}.{rest}" if rest else found) if found else (None if rest else path)
        if head in module.for_types:
            target = module.for_types[head]
            return self.resolve_path(f"{target}.{rest}" if rest else target, depth + 1)
        if path in self.modules:
            return self.resolve(path, rest, depth + 1) if rest else path
        return None

    def resolve_path(self, path: str, depth: int = 0) -> str | None:
        """Like `resolve`, from a full dotted path."""
        if path in self.modules:
            return path
        parts = path.split(".")
        for cut in range(len(parts) - 1, 0, -1):
            prefix = ".".join(parts[:cut])
            if prefix in self.modules:
                return self.resolve(prefix, ".".join(parts[cut:]), depth + 1)
        return None

    def class_at(self, path: str) -> Class | None:
        module, _, name = path.rpartition(".")
        found = self.modules.get(module)
        return found.classes.get(name) if found else None

    def function_at(self, path: str) -> Function | None:
        module, _, name = path.rpartition(".")
        if module in self.modules:
            return self.modules[module].functions.get(name)
        cls = self.class_at(module)
        return self.member(cls, name) if cls else None

    def linear(self, cls: Class) -> list[Class]:
        """The class and its bases inside the package, nearest first (depth first, last duplicate kept)."""
        if cls in self._linear:
            return self._linear[cls]
        order: list[Class] = [cls]
        for base in cls.bases:
            found = self.class_at(base)
            if found:
                order.extend(self.linear(found))
        kept: list[Class] = []
        for item in reversed(order):
            if item not in kept:
                kept.append(item)
        self._linear[cls] = kept[::-1]
        return self._linear[cls]

    def member(self, cls: Class, name: str) -> Function | None:
        return self.members(cls).get(name)

    def members(self, cls: Class) -> dict[str, Function]:
        if cls in self._members:
            return self._members[cls]
        found = self._members[cls] = {}
        for item in self.linear(cls):
            for name, function in item.functions.items():
                found.setdefault(name, function)
        return found

    def all_fields(self, cls: Class) -> set[str]:
        return {name for item in self.linear(cls) for name in item.fields}

    def stands_alone(self, cls: Class) -> bool:
        """Whether a class is made to be constructed: it has an `__init__`, or it is an exception or a type of data.
        The others are mixins, whose methods users know from the classes that inherit them."""
        linear = self.linear(cls)
        if any("__init__" in item.functions for item in linear):
            return True
        outside = {b for item in linear for b in item.bases if not self.class_at(b)}
        return bool(outside - {"object", "ABC", "Protocol", "Generic", "abc.ABC"}) or not self.members(cls)

    def mixins(self, cls: Class) -> list[Class]:
        """The bases of a class that do not stand alone or that are private, directly or below one another."""
        found: list[Class] = []
        for base in cls.bases:
            item = self.class_at(base)
            if item and not (self.stands_alone(item) and all(map(is_public, item.path.split(".")))):
                found.append(item)
                found.extend(self.mixins(item))
        return found

    def heads(self, classes: list[Class]) -> list[Class]:
        """Of classes that share something, those that a user meets first: constructed ones, no base of which is
        among them; mixins only where nothing that can be constructed has it."""
        alone = [c for c in classes if self.stands_alone(c)] or classes
        paths = {c.path for c in alone}
        return [c for c in alone if not any(b.path in paths for b in self.linear(c)[1:])]


class StubWriter:
    """Turns a surface into one stub file."""

    def __init__(self, surface: Surface, awaitable_under: str | None, returns: dict[str, str]):
        self.s = surface
        self.awaitable_under = awaitable_under
        self.given_returns = returns
        self.used_returns: set[str] = set()
        # Mixins stand in the stub without their methods: these are written where a user meets them, because a
        # command answers a client with a value, an asynchronous client with an awaitable, a pipeline with itself.
        self.inlined = {
            mixin.path
            for module in surface.modules.values() for cls in module.classes.values()
            if surface.stands_alone(cls) for mixin in surface.mixins(cls)
        }

    def text(self, head: str) -> str:
        out = [head.rstrip(), ""] if head else []
        for module in self.s.public_modules():
            lines = self.module_lines(module)
            if lines:
                out += [f"# module: {module.name}", *lines, ""]
        unused = set(self.given_returns) - self.used_returns
        if unused:
            sys.exit("returns that name nothing in the package: " + ", ".join(sorted(unused)))
        return "\n".join(out).rstrip() + "\n"

    def module_lines(self, module: Module) -> list[str]:
        lines: list[str] = []
        for name in self.s.public_names(module.name):
            target = self.s.resolve(module.name, name)
            here = f"{module.name}.{name}"
            if name in module.classes:
                lines += self.class_lines(module.classes[name])
            elif name in module.functions:
                lines.append(self.function_line(module.functions[name], here, None, ""))
            elif target and target != here and not all(map(is_public, target.split("."))):
                lines.append(f"{name}: Any")
            elif target and target != here:
                lines.append(f"{name} = {target}")
            elif name in module.values:
                lines.append(f"{name}: {self.value_type(module.values[name], module.name)}")
        if not lines:
            # A module that only passes on what others have: users import that from it.
            lines = [f"{name}: Any" for name in sorted(module.foreign) if is_public(name)]
        return lines

    def value_type(self, value: ast.expr | None, module: str) -> str:
        if isinstance(value, ast.Constant) and value.value is not None:
            if isinstance(value.value, str) and len(value.value) < 40 and value.value.isprintable():
                return f"Literal[{value.value!r}]".replace("'", '"') if '"' not in value.value else "str"
            name = type(value.value).__name__
            return name if name in BUILTIN_TYPES else "Any"
        for node, name in ((ast.Dict, "dict"), (ast.List, "list"), (ast.Tuple, "tuple")):
            if isinstance(value, node):
                return BARE_CONTAINERS[name]
        if isinstance(value, ast.Call):
            made = self.s.resolve(module, dotted(value.func) or "")
            return (self.type_text(made, module) if made else None) or "Any"
        return "Any"

    def class_lines(self, cls: Class) -> list[str]:
        mixed = self.s.mixins(cls)
        bases = [text for b in cls.bases if (text := self.type_text(b, cls.module))]
        if cls.path in self.inlined:
            return [f"class {cls.name}({', '.join(bases)}): ..." if bases else f"class {cls.name}: ..."]
        functions, fields = dict(cls.functions), dict(cls.fields)
        for item in mixed:
            for name, function in item.functions.items():
                functions.setdefault(name, function)
            for name, hint in item.fields.items():
                fields.setdefault(name, hint)
        # A subclass that answers an inherited command otherwise (a pipeline gives itself) says so again.
        inherited = self.s.members(cls)
        for name, function in inherited.items():
            if name not in functions and self.returns_otherwise(cls, function):
                functions[name] = function
        lines = [f"class {cls.name}({', '.join(bases)}):" if bases else f"class {cls.name}:"]
        for name in sorted(fields):
            if is_public(name) and name not in functions:
                lines.append(f"    {name}: {self.field_type(cls, mixed, name, fields[name])}")
        for name in sorted(functions, key=lambda n: (n != "__init__", n)):
            if is_public(name) or name in PROTOCOL:
                lines.append(self.function_line(functions[name], f"{cls.path}.{name}", cls, "    "))
        return lines if len(lines) > 1 else [lines[0] + " ..."]

    def field_type(self, cls: Class, mixed: list[Class], name: str, hint: str | None) -> str:
        given = f"{cls.path}.{name}"
        if given in self.given_returns:
            self.used_returns.add(given)
            return self.given_returns[given]
        for item in [cls, *mixed]:
            for node in item.node.body:
                if isinstance(node, ast.Assign) and any(dotted(t) == name for t in node.targets):
                    return self.value_type(node.value, item.module)
        return self.annotation(hint, cls.module) or "Any"

    def forwarded(self, function: Function) -> str | None:
        """The method of self whose answer this one gives back, if every return does so."""
        names = set()
        for node in own_nodes(function.node):
            if isinstance(node, ast.Return) and node.value is not None:
                value = node.value
                if isinstance(value, ast.Await):
                    value = value.value
                path = dotted(value.func) if isinstance(value, ast.Call) else None
                if not path or not path.startswith("self.") or path.count(".") != 1:
                    return None
                names.add(path[5:])
        return names.pop() if len(names) == 1 else None

    def returns_self(self, cls: Class, function: Function, seen: tuple[str, ...] = ()) -> bool:
        """Whether a method hands back the object that it was called on, itself or through another method."""
        values = self.s.returned(function)
        if values and all(dotted(v) == "self" for v in values):
            return True
        if function.name in seen:
            return False
        calls = {dotted(v.func) for v in values if isinstance(v, ast.Call)} | {
            dotted(v) for v in values if not isinstance(v, ast.Call)}
        names = {c[5:] for c in calls if c and c.startswith("self.") and c.count(".") == 1}
        if not values or len(names) != len(calls):
            return False
        targets = [self.s.member(cls, n) for n in sorted(names)]
        own = any(t and self.returns_self(cls, t, seen + (function.name,)) for t in targets)
        return own and all(t is not None for t in targets)

    def returns_otherwise(self, cls: Class, function: Function) -> bool:
        """Whether an inherited method gives the object itself here, and did not where it was inherited from."""
        if not is_public(function.name) or not self.returns_self(cls, function):
            return False
        for base in self.s.linear(cls)[1:]:
            if self.s.stands_alone(base) and function.name in self.s.members(base):
                return not self.returns_self(base, function)
        return False

    def is_awaitable(self, cls: Class | None, function: Function, seen: tuple[str, ...] = ()) -> bool:
        """Async by its own word; or, in the part of the package that is asynchronous, by the method that it
        forwards to, or by an annotation that admits an awaitable."""
        if function.is_async:
            # Calling an asynchronous generator gives an iterator at once.
            return not function.is_generator()
        home = cls.module if cls else function.module
        under = self.awaitable_under
        if cls is not None and self.returns_self(cls, function):
            return False
        if not under or not (home == under or home.startswith(under + ".")) or cls is None:
            return False
        if function.kind == "property" or function.name in seen or function.is_generator():
            return False
        target = self.forwarded(function)
        if target:
            found = self.s.member(cls, target)
            return found is not None and self.is_awaitable(cls, found, seen + (function.name,))
        return self.may_await(function)

    def may_await(self, function: Function) -> bool:
        hint = function.node.returns
        if hint is None:
            return any(
                isinstance(n, ast.Return) and isinstance(n.value, ast.Call) and dotted(n.value.func) == "self.execute_command"
                for n in own_nodes(function.node))
        text = ast.unparse(hint).strip("'\"")
        if text.isidentifier():
            path = self.s.resolve(function.module, text)
            module, _, name = (path or "").rpartition(".")
            value = self.s.modules[module].values.get(name) if module in self.s.modules else None
            text = ast.unparse(value) if value is not None else text
        return "Awaitable" in text

    def function_line(self, function: Function, path: str, cls: Class | None, indent: str) -> str:
        a = function.node.args
        parts: list[str] = []
        positional = a.posonlyargs + a.args
        first_default = len(positional) - len(a.defaults)
        for index, arg in enumerate(positional):
            parts.append(self.parameter(arg, function, index >= first_default, own=index == 0 and cls is not None))
            if a.posonlyargs and index == len(a.posonlyargs) - 1:
                parts.append("/")
        if a.vararg:
            parts.append(f"*{a.vararg.arg}")
        elif a.kwonlyargs:
            parts.append("*")
        for arg, default in zip(a.kwonlyargs, a.kw_defaults):
            parts.append(self.parameter(arg, function, default is not None, own=False))
        if a.kwarg:
            parts.append(f"**{a.kwarg.arg}")
        lead = {"class": "@classmethod", "static": "@staticmethod", "property": "@property"}.get(function.kind)
        prefix = "async def" if self.is_awaitable(cls, function) else "def"
        result = self.return_type(function, path, cls)
        # A remark of the given type stands behind the line.
        result, *remark = (result or "").split("  # ")
        line = f"{indent}{prefix} {function.name}({', '.join(parts)})" + (f" -> {result}: ..." if result else ": ...")
        line += "".join(f"  # {one}" for one in remark)
        return f"{indent}{lead}\n{line}" if lead else line

    def parameter(self, arg: ast.arg, function: Function, has_default: bool, own: bool) -> str:
        if own:
            return arg.arg
        hint = self.annotation(ast.unparse(arg.annotation), function.module) if arg.annotation else None
        text = f"{arg.arg}: {hint}" if hint and self.s.package in hint else arg.arg
        return f"{text} = ..." if has_default and ":" in text else f"{text}=..." if has_default else text

    def return_type(self, function: Function, path: str, cls: Class | None) -> str | None:
        if path in self.given_returns:
            self.used_returns.add(path)
            return self.given_returns[path]
        if function.name == "__init__":
            return "None"
        if function.is_generator() and function.name != "__await__":
            return "AsyncIterator[Any]" if function.is_async else "Iterator[Any]"
        if cls is not None and function.name == "__await__":
            return "Generator[Any, Any, Self]"
        if cls is not None and self.returns_self(cls, function):
            return "Self"
        inferred = self.infer_return(function, cls)
        if inferred:
            return inferred
        home = cls.module if cls is not None else function.module
        returns = function.node.returns
        hint = self.annotation(ast.unparse(returns), function.module, home) if returns else None
        if hint and cls is not None and hint in (cls.name, cls.path) and function.kind == "class":
            return "Self"
        return hint

    def infer_return(self, function: Function, cls: Class | None) -> str | None:
        """What every return constructs, where the source shows it in one step."""
        returned = self.s.returned(function)
        assigned: dict[str, list[ast.expr]] = {}
        imported: dict[str, str] = {}
        for node in own_nodes(function.node):
            if isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.targets[0], ast.Name):
                assigned.setdefault(node.targets[0].id, []).append(node.value)
            elif isinstance(node, ast.ImportFrom) and node.level == 0:
                imported.update({a.asname or a.name: f"{node.module}.{a.name}" for a in node.names})
        kinds = set()
        for value in returned:
            if isinstance(value, ast.Name) and len(assigned.get(value.id, [])) == 1:
                value = assigned[value.id][0]
            if isinstance(value, ast.Await):
                value = value.value
            callee = dotted(value.func) if isinstance(value, ast.Call) else None
            if callee is None:
                return None
            if callee in ("cls", "self.__class__") or (function.kind == "class" and callee == "cls.from_pool"):
                kinds.add("Self")
                continue
            head, _, rest = callee.partition(".")
            found = self.s.resolve_path(imported[head] + (f".{rest}" if rest else "")) if head in imported \
                else self.s.resolve(function.module, callee)
            made = self.s.class_at(found) if found else None
            if made is None and found:
                owner = self.s.class_at(found.rpartition(".")[0])
                method = self.s.member(owner, found.rpartition(".")[2]) if owner else None
                if owner and method and method.kind == "class" and \
                        self.return_type(method, f"{owner.path}.{method.name}", owner) == "Self":
                    made = owner
            if made is None:
                return None
            kinds.add(self.type_text(made.path, cls.module if cls else function.module) or "Any")
        return kinds.pop() if len(kinds) == 1 else None

    # -- types ---------------------------------------------------------------------------------------

    def type_text(self, path: str, module: str) -> str | None:
        """A class as the stub names it: bare inside its own module, by its full path elsewhere."""
        owner, _, name = path.rpartition(".")
        if self.s.class_at(path) is None or not all(map(is_public, path.split("."))):
            return None
        return name if owner == module else path

    def annotation(self, text: str | None, module: str, home: str | None = None) -> str | None:
        """An annotation in the subset that the model reads, or None where it says nothing that helps. Its names are those of
        `module`; it is written down in `home`, which a class inherits it into."""
        if not text:
            return None
        try:
            node = ast.parse(text.strip("'\""), mode="eval").body
        except SyntaxError:
            return None
        return self.convert(node, module, home or module)

    def convert(self, node: ast.expr, module: str, home: str) -> str | None:
        if isinstance(node, ast.Constant):
            return "None" if node.value is None else self.annotation(str(node.value), module, home)
        if isinstance(node, (ast.Name, ast.Attribute)):
            name = dotted(node) or ""
            if name in BUILTIN_TYPES:
                return name
            if name.rsplit(".", 1)[-1] in BARE_CONTAINERS and self.s.resolve(module, name) is None:
                return BARE_CONTAINERS[name.rsplit(".", 1)[-1]]
            path = self.s.resolve(module, name)
            cls = self.s.class_at(path) if path else None
            return self.type_text(path, home) if cls and self.s.stands_alone(cls) else None
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr):
            return self.union([node.left, node.right], module, home)
        if isinstance(node, ast.Subscript):
            head = (dotted(node.value) or "").rsplit(".", 1)[-1]
            items = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
            if head == "Optional":
                return self.union([*items, ast.Constant(None)], module, home)
            if head == "Union":
                return self.union(items, module, home)
            if head in ("List", "list", "Sequence", "Iterator", "AsyncIterator", "Iterable"):
                inner = self.convert(items[0], module, home) or "Any"
                return f"{'list' if head in ('List', 'Sequence', 'Iterable') else head}[{inner}]"
            if head in ("Dict", "dict", "Mapping"):
                return "dict[" + ", ".join(self.convert(i, module, home) or "Any" for i in items) + "]"
            if head in ("Tuple", "tuple"):
                return "tuple[Any, ...]"
        return None

    def union(self, items: list[ast.expr], module: str, home: str) -> str | None:
        parts = [self.convert(i, module, home) for i in items]
        if any(p is None or p == "Any" for p in parts):
            return None
        return " | ".join(dict.fromkeys(parts))


def read_returns(path: Path | None) -> dict[str, str]:
    """Lines `dotted.path -> type`, perhaps with a remark: what the source does not say in a form that can be read."""
    found = {}
    for line in path.read_text(encoding="utf-8").splitlines() if path else []:
        if line.strip() and not line.startswith("#"):
            name, _, result = line.partition("->")
            found[name.strip()] = result.strip()
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("package")
    parser.add_argument("--root", type=Path, required=True, help="the folder that holds the package")
    parser.add_argument("--awaitable-under", help="module below which inherited commands must be awaited")
    parser.add_argument("--returns", type=Path, help="file with return types that the source does not show")
    parser.add_argument("--head", default="", help="comment line that the file begins with")
    options = parser.parse_args()
    surface = Surface(options.package, options.root)
    writer = StubWriter(surface, options.awaitable_under, read_returns(options.returns))
    sys.stdout.write(writer.text(options.head))


if __name__ == "__main__":
    main()
