"""Reads a model stub for the tests: modules, their fields, aliases, functions and classes. Knows no package.

Written apart from what writes the stubs and from the engine that reads them, so that the three can disagree.
"""

import ast
import builtins
import re

# Names that a type may use without anyone declaring them.
TYPE_WORDS = {"Any", "Iterator", "AsyncIterator", "Literal", "None"} | set(dir(builtins))
FOREIGN = ("httpx.", "enum.", "contextlib.", "typing.", "_io.")


class Function:
    """All overloads of one name: the parameters of each, and how it is bound."""

    def __init__(self, name):
        self.name, self.overloads, self.binding, self.is_async = name, [], "function", False

    def add(self, node):
        decorators = {ast.unparse(d) for d in node.decorator_list}
        for binding in ("classmethod", "staticmethod", "property"):
            if binding in decorators:
                self.binding = binding
        self.is_async = isinstance(node, ast.AsyncFunctionDef)
        self.overloads.append((parameters(node.args), node))

    def base(self, ignored=()):
        """What the overloads share: (name, kind, has a default) without the parameters by which they differ."""
        shared = {tuple(p for p in ps if p[0] not in ignored) for ps, _ in self.overloads}
        return list(shared.pop()) if len(shared) == 1 else sorted(shared)


def parameters(arguments):
    """(name, kind, has a default) in their order, as `inspect` calls the kinds."""
    found = []
    positional = arguments.posonlyargs + arguments.args
    first_default = len(positional) - len(arguments.defaults)
    for index, argument in enumerate(positional):
        kind = "POSITIONAL_ONLY" if argument in arguments.posonlyargs else "POSITIONAL_OR_KEYWORD"
        found.append((argument.arg, kind, index >= first_default))
    if arguments.vararg:
        found.append((arguments.vararg.arg, "VAR_POSITIONAL", False))
    for argument, default in zip(arguments.kwonlyargs, arguments.kw_defaults):
        found.append((argument.arg, "KEYWORD_ONLY", default is not None))
    if arguments.kwarg:
        found.append((arguments.kwarg.arg, "VAR_KEYWORD", False))
    return found


class Class:
    def __init__(self, name, node, comment):
        self.name, self.comment = name, comment
        self.bases = [ast.unparse(b) for b in node.bases]
        self.fields, self.functions, self.comments = {}, {}, {}


class Stub:
    def __init__(self, path):
        with open(path, encoding="utf-8") as file:
            self.text = file.read()
        self.read(self.text)

    def read(self, text):
        lines = text.splitlines()
        marks = {n + 1: m.group(1) for n, line in enumerate(lines) if (m := re.match(r"# module: (\S+)$", line))}
        self.modules = {name: {} for name in marks.values()}
        self.classes, self.functions, self.fields, self.aliases, self.comments = {}, {}, {}, {}, {}
        self.problems = []
        for node in ast.parse(text).body:
            line = max((n for n in marks if n < node.lineno), default=None)
            if line is None:
                self.problems.append(f"line {node.lineno}: before the first module line")
                continue
            module = marks[line]
            comment = lines[node.lineno - 1].partition("  # ")[2]
            self.top(module, node, comment, lines)

    def top(self, module, node, comment, lines):
        if isinstance(node, ast.ClassDef):
            self.declare(self.classes, module, node.name, self.read_class(module, node, comment, lines))
        elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            qualified = f"{module}.{node.name}"
            function = self.functions.setdefault(qualified, Function(node.name))
            function.add(node)
            self.modules[module][node.name] = "function"
        elif isinstance(node, ast.AnnAssign) and node.value is None:
            self.declare(self.fields, module, node.target.id, node.annotation)
            self.comments[f"{module}.{node.target.id}"] = comment
        elif isinstance(node, ast.Assign) and isinstance(node.value, (ast.Attribute, ast.Name)):
            self.declare(self.aliases, module, node.targets[0].id, ast.unparse(node.value))
        else:
            self.problems.append(f"line {node.lineno}: {type(node).__name__} is outside the subset")

    def declare(self, table, module, name, value):
        if name in self.modules[module]:
            self.problems.append(f"{module}.{name} is declared twice")
        self.modules[module][name] = "declared"
        table[f"{module}.{name}"] = value

    def read_class(self, module, node, comment, lines):
        found = Class(f"{module}.{node.name}", node, comment)
        for item in node.body:
            if isinstance(item, ast.AnnAssign) and item.value is None:
                if item.target.id in found.fields:
                    self.problems.append(f"{found.name}.{item.target.id} is declared twice")
                found.fields[item.target.id] = item.annotation
                found.comments[item.target.id] = lines[item.lineno - 1].partition("  # ")[2]
            elif isinstance(item, (ast.FunctionDef, ast.AsyncFunctionDef)):
                function = found.functions.setdefault(item.name, Function(item.name))
                function.add(item)
            elif not (isinstance(item, ast.Expr) and ast.unparse(item) == "..."):
                self.problems.append(f"line {item.lineno}: {type(item).__name__} is outside the subset")
        return found

    def resolve(self, name, module=None):
        """The canonical name behind aliases and behind a name without its module."""
        here = f"{module}.{name}"
        if here in self.classes or here in self.aliases:
            name = here
        seen = set()
        while name in self.aliases and name not in seen:
            seen.add(name)
            name = self.aliases[name]
        return name

    def lineage(self, name):
        """The class and its bases, depth first, each once: enough for stubs."""
        found, waiting = [], [self.resolve(name)]
        while waiting:
            current = waiting.pop(0)
            if current in found or current not in self.classes:
                continue
            found.append(current)
            module = current.rpartition(".")[0]
            waiting = [self.resolve(b, module) for b in self.classes[current].bases] + waiting
        return [self.classes[c] for c in found]

    def member(self, name, attribute):
        """The function that a class or its bases give under a name."""
        for cls in self.lineage(name):
            if attribute in cls.functions:
                return cls.functions[attribute]
        return None

    def all_fields(self, name):
        return {field for cls in self.lineage(name) for field in cls.fields}

    def unknown_types(self):
        """Names in types, bases and aliases that nobody declares."""
        unknown = set()
        for holder, node in self.type_nodes():
            module = holder.rpartition(".")[0] if holder in self.classes else holder
            for part in outermost_names(node):
                name = self.resolve(part, module)
                known = (
                    part in TYPE_WORDS or part.startswith(FOREIGN) or name in self.classes or name.startswith(FOREIGN)
                )
                if not known:
                    unknown.add(f"{part} (in {holder})")
        for alias, target in self.aliases.items():
            name = self.resolve(target)
            declared = (
                name in self.classes or name in self.functions or name in self.modules or name.startswith(FOREIGN)
            )
            if not declared:
                unknown.add(f"{target} (alias {alias})")
        return sorted(unknown)

    def type_nodes(self):
        for name, node in self.fields.items():
            yield name.rpartition(".")[0], node
        for name, function in self.functions.items():
            yield from ((name.rpartition(".")[0], node) for node in annotations(function))
        for name, cls in self.classes.items():
            yield from ((name, ast.parse(base, mode="eval").body) for base in cls.bases)
            yield from ((name, node) for node in cls.fields.values())
            for function in cls.functions.values():
                yield from ((name, node) for node in annotations(function))


def annotations(function):
    for _, node in function.overloads:
        arguments = node.args.posonlyargs + node.args.args + node.args.kwonlyargs
        yield from (a.annotation for a in arguments if a.annotation is not None)
        if node.returns is not None:
            yield node.returns


def outermost_names(node):
    """Dotted names in a type, without what stands in a Literal."""
    if isinstance(node, (ast.Attribute, ast.Name)):
        yield ast.unparse(node)
    elif isinstance(node, ast.Subscript):
        yield from outermost_names(node.value)
        if ast.unparse(node.value) != "Literal":
            yield from outermost_names(node.slice)
    else:
        for child in ast.iter_child_nodes(node):
            yield from outermost_names(child)
