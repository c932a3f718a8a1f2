"""What the surface scripts share: how modules, classes and signatures are written down in a model stub.

The stub subset is described in the header of every generated file. Nothing here knows a package.
"""

import ast
import inspect

KEYWORD_ONLY = inspect.Parameter.KEYWORD_ONLY
POSITIONAL_ONLY = inspect.Parameter.POSITIONAL_ONLY
VAR_KEYWORD = inspect.Parameter.VAR_KEYWORD
VAR_POSITIONAL = inspect.Parameter.VAR_POSITIONAL


def parameter(name, required=False, annotation=None, kind=KEYWORD_ONLY):
    """One parameter, with its annotation given as stub text."""
    return inspect.Parameter(
        name,
        kind,
        default=inspect.Parameter.empty if required else None,
        annotation=inspect.Parameter.empty if annotation is None else annotation,
    )


def parameter_list(parameters):
    """The text between the parentheses. Values of defaults are `...`, annotations are text or absent."""
    parts, starred = [], False
    positional_only = [p for p in parameters if p.kind is POSITIONAL_ONLY]
    for p in parameters:
        text = p.name
        if p.kind is VAR_POSITIONAL:
            text, starred = "*" + text, True
        elif p.kind is VAR_KEYWORD:
            text = "**" + text
        elif p.kind is KEYWORD_ONLY and not starred:
            parts.append("*")
            starred = True
        if isinstance(p.annotation, str):
            text += ": " + p.annotation
        if p.default is not inspect.Parameter.empty:
            text += " = ..." if isinstance(p.annotation, str) else "=..."
        parts.append(text)
        if positional_only and p is positional_only[-1]:
            parts.append("/")
    return ", ".join(parts)


def bare(parameters):
    """The same parameters without annotations: names, order, kinds and the presence of defaults are the model."""
    return [p.replace(annotation=inspect.Parameter.empty) for p in parameters]


def function(name, parameters, returns="Any", decorators=(), is_async=False, indent=""):
    """The lines of one stub function."""
    lines = [f"{indent}@{decorator}" for decorator in decorators]
    keyword = "async def" if is_async else "def"
    lines.append(f"{indent}{keyword} {name}({parameter_list(parameters)}) -> {returns}: ...")
    return lines


FORMAT = """\
# `# module: a.b` holds until the next such line. `X = a.b.Y` says that two public paths name one thing. Names of other
# modules are written in full, those of the same module too where they are classes of a package; `list`, `dict`, `str`
# and the like are always the builtins, also below a method of that name. Defaults are `...`. Parameters without a type
# take anything. `# env: X` on a field: the environment variable that it starts from. `# key: k` on a field: the name in
# the JSON, where it is not an identifier or differs."""


def environment(source):
    """Which environment variables the assignments of a source file read: name -> variables, in order."""
    found = {}
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, (ast.Assign, ast.AnnAssign)) and node.value is not None:
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            # A default that itself asks the environment belongs to another setting: only the first call counts.
            calls = [
                c
                for c in ast.walk(node.value)
                if isinstance(c, ast.Call) and ast.unparse(c.func).endswith("environ.get")
            ]
            for target in targets:
                if isinstance(target, ast.Name) and calls:
                    variables = found.setdefault(target.id, [])
                    variable = calls[0].args[0].value
                    if variable not in variables:
                        variables.append(variable)
    return found


def field(name, text, variables=()):
    """A module's field with the environment variables behind it."""
    return f"{name}: {text}" + (f"  # env: {', '.join(variables)}" if variables else "")


class Stub:
    """Collects lines per module and prints them in the order in which modules were first named."""

    def __init__(self):
        self.modules = {}

    def module(self, name):
        return self.modules.setdefault(name, [])

    def add(self, module, lines):
        self.module(module).extend(lines)

    def render(self):
        out = []
        for name, lines in self.modules.items():
            out += [f"# module: {name}", *lines, ""]
        return "\n".join(line.rstrip() for line in out)


def class_lines(name, bases, body, comment=""):
    """A class with its body, one line when it has none."""
    head = f"class {name}({', '.join(bases)}):" if bases else f"class {name}:"
    if not body:
        head += " ..."
    if comment:
        head += "  " + comment
    return [head] + body
