"""What the names of one file stand for, as far as the OpenAI SDK is concerned.

Imports hold for the whole file, wherever they stand: a use that comes above its import (in a function) is one all the
same, and a name that a function shadows is counted rather than missed. Only below a class or function of the module that
takes an imported name (`class Timeout(Timeout)`) is that name the project's own, at the module's level. Names that are only *assigned* an old symbol
(`chat = openai.ChatCompletion`, `self.chat = ...`, a default argument) count when every assignment in that scope is one.
"""

import ast

from surface import LEGACY, STAR

MODULE = "openai"
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
SCOPES = FUNCTIONS + (ast.ClassDef, ast.Module)


def is_old(qualified):
    """Whether a qualified name belongs to what 1.x lacks."""
    parts = (qualified or "").split(".")
    return len(parts) > 1 and parts[0] == MODULE and parts[1] in LEGACY


def dotted(node):
    """`a.b.c` as text; an empty base (`f().c`) gives ".c". Much cheaper than unparsing."""
    parts = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    parts.append(node.id if isinstance(node, ast.Name) else "")
    return ".".join(reversed(parts))


class Names:
    """The bindings of a file. `project` answers what other files of the project export; notebooks hand on `before`."""

    def __init__(self, tree, path=None, project=None, before=None):
        self.path, self.project = path, project
        # Name -> qualified name, for names that an import gave.
        self.imported = dict(before.imported) if before else {}
        # Of these, the ones bound to an old symbol by its own name: each load of them breaks.
        self.old_by_import = set(before.old_by_import) if before else set()
        # Name -> path of a file of the project.
        self.files = dict(before.files) if before else {}
        # (scope, text) -> qualified name, for names that an assignment gave.
        self.assigned = dict(before.assigned) if before else {}
        self.scope_of, self.chains = {}, {}
        self.module_level = set()
        # Import of a file of the project -> the names that it gives, which are none of the package's there.
        self.own_by_import = {}
        self._tree, self._nodes = tree, [tree]
        self._walk_scopes(tree, (tree,))
        for node in self._nodes:
            if isinstance(node, ast.Import):
                self._import(node)
            elif isinstance(node, ast.ImportFrom):
                self._import_from(node)
        self._star()
        self._bound = {}
        if self.imported or self.files or self.assigned:
            self._assignments()

    def exports(self):
        """Names of this module that others can import: name -> (qualified name, by its own import)."""
        own = {k[1] for k in self._bound if k[0] is self._tree} | {
            n.name for n in self._nodes if isinstance(n, FUNCTIONS[:2] + (ast.ClassDef,)) and self.scope_of.get(n) is self._tree
        }
        # `class Timeout(Timeout)`: who imports the name from here gets the project's own class.
        out = {n: (self.imported[n], True) for n in self.module_level - own if n in self.imported}
        for (scope, text), qualified in self.assigned.items():
            if scope is self._tree and "." not in text:
                out.setdefault(text, (qualified, False))
        return {k: v for k, v in out.items() if v[0] == MODULE or is_old(v[0])}

    def resolve(self, node):
        """The qualified name that an expression has, or None: "openai", "openai.error.Timeout", "file:a/b.py"."""
        if isinstance(node, ast.Name):
            return self._name(node)
        if isinstance(node, ast.Attribute):
            base = self.resolve(node.value)
            if base and base.startswith("file:"):
                found = self.project.exports_of(base[5:]).get(node.attr)
                return found[0] if found else None
            if base:
                return base + "." + node.attr
            return self._attribute_of_self(node)
        if isinstance(node, ast.Call):
            return self._call(node)
        if isinstance(node, ast.NamedExpr):
            return self.resolve(node.value)
        if isinstance(node, ast.IfExp):
            return self.resolve(node.body) or self.resolve(node.orelse)
        if isinstance(node, ast.BoolOp):
            return next(filter(None, map(self.resolve, node.values)), None)
        if isinstance(node, ast.Subscript):
            key = getattr(node.slice, "value", None)
            if dotted(node.value) == "sys.modules" and isinstance(key, str) and key.split(".")[0] == MODULE:
                return key
        return None

    def through_assignment(self, node):
        """Whether an expression is a name (or attribute of self) that an assignment bound, not an import."""
        if isinstance(node, ast.Name):
            return node.id not in self.imported
        return isinstance(node, ast.Attribute) and self.resolve(node.value) is None

    # Imports

    def _bind(self, name, qualified, node):
        self.imported[name] = qualified
        if isinstance(self.scope_of.get(node), ast.Module):
            self.module_level.add(name)

    def _import(self, node):
        for alias in node.names:
            if alias.name.split(".")[0] == MODULE:
                if alias.asname is None:
                    self._bind(MODULE, MODULE, node)
                else:
                    self._bind(alias.asname, alias.name, node)
                    if is_old(alias.name):
                        self.old_by_import.add(alias.asname)
            elif self.project and alias.asname:
                found = self.project.find(alias.name)
                if found:
                    self.files[alias.asname] = found

    def _import_from(self, node):
        if not node.level and node.module and node.module.split(".")[0] == MODULE:
            for alias in node.names:
                qualified = f"{node.module}.{alias.name}"
                if is_old(qualified) and alias.name != "*":
                    self._bind(alias.asname or alias.name, qualified, node)
                    self.old_by_import.add(alias.asname or alias.name)
                elif alias.name != "*":
                    self._bind(alias.asname or alias.name, qualified, node)
        elif self.project:
            self._import_from_project(node)

    def _import_from_project(self, node):
        module = self.project.absolute(self.path, node)
        source = self.project.find(module) if module else None
        exports = self.project.exports_of(source) if source else {}
        for alias in node.names:
            name = alias.asname or alias.name
            if alias.name == "*":
                for exported, (qualified, own) in exports.items():
                    self._take(exported, qualified, own, node)
            elif alias.name in exports:
                self._take(name, *exports[alias.name], node)
            elif module is not None:
                found = self.project.find(f"{module}.{alias.name}".strip("."))
                if found:
                    self.files[name] = found
                elif source:
                    self.own_by_import.setdefault(node, set()).add(name)

    def _take(self, name, qualified, own, node):
        if own:
            self._bind(name, qualified, node)
            if is_old(qualified):
                self.old_by_import.add(name)
        else:
            self.assigned[self._tree, name] = qualified

    def _star(self):
        stars = [
            n
            for n in self._nodes
            if isinstance(n, ast.ImportFrom) and n.module == MODULE and not n.level and n.names[0].name == "*"
        ]
        if not stars:
            return
        own = {n.id for n in self._nodes if isinstance(n, ast.Name) and not isinstance(n.ctx, ast.Load)}
        own |= {n.name for n in self._nodes if isinstance(n, FUNCTIONS[:2] + (ast.ClassDef,))}
        for name in STAR - own - set(self.imported):
            self._bind(name, f"{MODULE}.{name}", stars[0])
            self.old_by_import.add(name)

    # Assignments

    def _walk_scopes(self, node, chain):
        for child in ast.iter_child_nodes(node):
            if isinstance(child, (ast.expr_context, ast.operator, ast.cmpop)):
                continue  # shared between all nodes of the tree
            self.scope_of[child] = chain[-1]
            self._nodes.append(child)
            if isinstance(child, SCOPES):
                self.chains[child] = chain + (child,)
                self._walk_scopes(child, chain + (child,))
            else:
                self._walk_scopes(child, chain)

    def _chain(self, node):
        scope = self.scope_of.get(node)
        return self.chains.get(scope, (self._tree,))

    def _assignments(self):
        for node in self._nodes:
            for target, value in _bindings(node):
                key = self._key(target, node)
                if key:
                    self._bound.setdefault(key, []).append(value)
        for _ in range(3):  # an alias of an alias of an alias is as deep as people go
            before = len(self.assigned)
            for key, bound in self._bound.items():
                known = [
                    None if v is None else self.resolve(v)
                    for v in bound
                    if not (isinstance(v, ast.Constant) and v.value is None)
                ]
                if known and all(q == MODULE or is_old(q) for q in known):
                    self.assigned[key] = known[0]
            if len(self.assigned) == before:
                break

    def _key(self, target, node):
        if isinstance(target, ast.arg):
            return node, target.arg
        if isinstance(target, ast.Name):
            return self.scope_of.get(node, self._tree), target.id
        if isinstance(target, ast.Attribute) and isinstance(target.value, ast.Name) and target.value.id in ("self", "cls"):
            owner = self._class(node)
            return (owner, "self." + target.attr) if owner else None
        if isinstance(target, ast.Subscript) and isinstance(target.value, ast.Name):
            # Validators of models set the attributes of the object to come: values["client"] = ...
            key, owner = getattr(target.slice, "value", None), self._class(node)
            return (owner, "self." + key) if owner and isinstance(key, str) else None
        return None

    def _class(self, node):
        return next((s for s in reversed(self._chain(node)) if isinstance(s, ast.ClassDef)), None)

    def is_own(self, node):
        """Whether a name stands below what took it from its import at the module's level: a definition there, or another
        import, which gives what is the project's own. A function that stands below that runs below it as well."""
        taken = 0
        late = any(isinstance(scope, FUNCTIONS) for scope in self._chain(node))
        for statement in self._tree.body:
            if statement.lineno > node.lineno and not late:
                break
            bound = [alias.asname or alias.name for alias in getattr(statement, "names", []) if isinstance(alias, ast.alias)]
            if node.id in self.own_by_import.get(statement, ()):
                taken = statement.end_lineno
            elif node.id in bound or "*" in bound:
                taken = 0
            elif isinstance(statement, FUNCTIONS[:2] + (ast.ClassDef,)) and statement.name == node.id:
                taken = statement.end_lineno
        if late:
            around = (s for s in self._tree.body if s.lineno <= node.lineno <= s.end_lineno)
            return 0 < taken < next(around, self._tree.body[0]).lineno
        return 0 < taken < node.lineno

    def _name(self, node):
        for scope in reversed(self._chain(node)):
            if (scope, node.id) in self.assigned:
                return self.assigned[scope, node.id]
        if node.id in self.imported:
            return self.imported[node.id]
        if node.id in self.files:
            return "file:" + self.files[node.id]
        # A notebook's earlier cell: its scope is another tree.
        return next((q for (s, t), q in self.assigned.items() if t == node.id and isinstance(s, ast.Module)), None)

    def _attribute_of_self(self, node):
        if isinstance(node.value, ast.Name) and node.value.id in ("self", "cls"):
            owner = self._class(node)
            # `self.chat` may also be an attribute of the class body.
            return self.assigned.get((owner, "self." + node.attr)) or self.assigned.get((owner, node.attr))
        return None

    def _call(self, node):
        called = dotted(node.func)
        first = getattr(node.args[0], "value", None) if node.args else None
        if called in ("__import__", "import_module", "importlib.import_module") and isinstance(first, str):
            return first if first.split(".")[0] == MODULE else None
        if called == "getattr" and len(node.args) > 1:
            word = getattr(node.args[1], "value", None)
            base = self.resolve(node.args[0])
            return f"{base}.{word}" if base and isinstance(word, str) else None
        return None


def _bindings(node):
    """(target, value) for each name that a node binds; the value is None where it cannot be told."""
    if isinstance(node, ast.Assign):
        for target in node.targets:
            if isinstance(target, (ast.Tuple, ast.List)):
                values = getattr(node.value, "elts", [])
                same = len(values) == len(target.elts)
                for i, element in enumerate(target.elts):
                    yield element, values[i] if same else None
            else:
                yield target, node.value
    elif isinstance(node, ast.AnnAssign) and node.value is not None:
        yield node.target, node.value
    elif isinstance(node, ast.NamedExpr):
        yield node.target, node.value
    elif isinstance(node, (ast.AugAssign, ast.For, ast.AsyncFor)):
        for element in getattr(node.target, "elts", [node.target]):
            yield element, None
    elif isinstance(node, (ast.With, ast.AsyncWith)):
        for item in node.items:
            if item.optional_vars is not None:
                yield item.optional_vars, None
    elif isinstance(node, FUNCTIONS):
        a = node.args
        ordered = a.posonlyargs + a.args
        defaults = [None] * (len(ordered) - len(a.defaults)) + a.defaults
        for argument, default in list(zip(ordered, defaults)) + list(zip(a.kwonlyargs, a.kw_defaults)):
            yield argument, default
        for argument in filter(None, (a.vararg, a.kwarg)):
            yield argument, None
