"""Prints, as JSON, what the openai package of the Python that runs this really has. Standard library only.

It looks with `dir`, `getattr` and the source of methods; the scripts that write the stubs look at `vars` and keep
tables: where both are wrong in the same way, the comparison can't tell, everywhere else it does.
"""

import ast
import contextlib
import importlib
import inspect
import json
import os
import pkgutil
import sys
import textwrap

with contextlib.redirect_stdout(sys.stderr):
    import openai


def parameters(function):
    return [[p.name, p.kind.name, p.default is not p.empty] for p in inspect.signature(function).parameters.values()]


def home(thing):
    return f"{thing.__module__}.{thing.__qualname__}"


def describe(value):
    """What a name in a module stands for."""
    if inspect.ismodule(value):
        return {"is": "module", "home": value.__name__}
    if inspect.isclass(value):
        return {"is": "class", "home": home(value)}
    if inspect.isfunction(value):
        is_async = inspect.iscoroutinefunction(value)
        return {"is": "function", "home": home(value), "parameters": parameters(value), "async": is_async}
    literal = value if isinstance(value, (str, int, float, bool, type(None))) else None
    return {"is": "value", "type": type(value).__name__, "module": type(value).__module__, "value": literal}


def function_node(function):
    return ast.parse(textwrap.dedent(inspect.getsource(function))).body[0]


def effective(cls, name):
    """The parameters that a call must fit: those of the first method, on the way to the bases, that names them."""
    for base in cls.__mro__:
        if name in base.__dict__:
            found = parameters(getattr(base, name))
            if (
                [p[1] for p in found] != ["VAR_POSITIONAL", "VAR_KEYWORD"]
                or found[0][0] != "args"
                or found[1][0] != "kwargs"
            ):
                return found
    return parameters(getattr(cls, name))


def gives_coroutine(function):
    """Whether a call gives something to await: a coroutine function, or a plain one that returns another's."""
    if inspect.iscoroutinefunction(function):
        return True
    for node in ast.walk(function_node(function)):
        if (
            isinstance(node, ast.Return)
            and isinstance(node.value, ast.Call)
            and isinstance(node.value.func, ast.Attribute)
        ):
            called = node.value.func.attr.lstrip("_")
            if called in ("arequest", "astatic_request", "arefresh", "acreate", "alist", "adelete", "aretrieve"):
                return True
    return False


def taken_keys(cls, name):
    """Keys that a method, or one that it reaches, pops from its keywords: they are not sent."""
    found = set()
    for base in cls.__mro__:
        for attribute, raw in base.__dict__.items():
            if attribute != name and "prepare_create_request" not in attribute:
                continue
            for node in ast.walk(function_node(getattr(raw, "__func__", raw))):
                if isinstance(node, ast.Call) and ast.unparse(node.func) in ("params.pop", "kwargs.pop"):
                    found.add(node.args[0].value)
    return sorted(found)


def describe_class(cls):
    methods, properties = {}, []
    for name in dir(cls):
        if name.startswith("_") or not any(name in vars(b) for b in cls.__mro__ if b.__module__.startswith("openai")):
            continue
        raw = inspect.getattr_static(cls, name)
        if isinstance(raw, property):
            properties.append(name)
        elif isinstance(raw, (classmethod, staticmethod)) or inspect.isfunction(raw):
            binding = type(raw).__name__
            function = raw.__func__ if binding != "function" else raw
            methods[name] = {
                "binding": binding,
                "parameters": effective(cls, name),
                "async": gives_coroutine(inspect.unwrap(function)),
                "taken": taken_keys(cls, name) if name in ("create", "acreate") else [],
            }
    constructor = parameters(cls.__init__) if "__init__" in vars(cls) and inspect.isfunction(cls.__init__) else None
    return {
        "bases": [home(b) for b in cls.__bases__ if b is not object],
        "methods": methods,
        "properties": properties,
        "constructor": constructor,
        "attributes": instance_attributes(cls),
        "constants": sorted(
            n for n, v in vars(cls).items() if not n.startswith("_") and isinstance(v, (str, int, bool, list))
        ),
    }


def instance_attributes(cls):
    """What an exception carries, seen on one that was made. None for other classes."""
    if not issubclass(cls, Exception):
        return None
    try:
        required = [
            p
            for p in list(inspect.signature(cls).parameters.values())
            if p.default is p.empty and p.kind.name != "VAR_KEYWORD"
        ]
        made = cls(*["text" for p in required if p.kind.name == "POSITIONAL_OR_KEYWORD"])
    except Exception:
        return None
    # Code reads the text of an error by that name as well, and asks it for all that it holds.
    return sorted([*(n for n in vars(made) if not n.startswith("_") or n == "_message"), "__dict__"])


def source_functions(name):
    """Top-level functions of a module that can't be imported here."""
    path = os.path.join(os.path.dirname(openai.__file__), *name.split(".")[1:]) + ".py"
    found = {}
    with open(path, encoding="utf-8") as file:
        for node in ast.parse(file.read()).body:
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and not node.name.startswith("_"):
                found[node.name] = {
                    "names": [a.arg for a in node.args.args],
                    "defaults": len(node.args.defaults),
                    "async": isinstance(node, ast.AsyncFunctionDef),
                }
    return found


def assigned_names(module):
    """Names that the module's own code gives a value to, in whatever branch; imports are not among them."""
    stores = [
        n
        for n in ast.walk(ast.parse(inspect.getsource(module)))
        if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)
    ]
    return {n.id for n in stores}


def environment_variables():
    """Every variable that the package's source asks the environment for."""
    found = {}
    for folder, _, files in os.walk(os.path.dirname(openai.__file__)):
        for name in files:
            if name.endswith(".py") and "tests" not in folder:
                with open(os.path.join(folder, name), encoding="utf-8") as file:
                    for node in ast.walk(ast.parse(file.read())):
                        is_read = isinstance(node, ast.Call) and ast.unparse(node.func).endswith(
                            ("environ.get", "getenv")
                        )
                        if is_read and node.args and isinstance(node.args[0], ast.Constant):
                            found.setdefault(node.args[0].value, []).append(name)
    return found


def old_facts():
    modules, sources, classes = {"openai": openai}, {}, {}
    for info in pkgutil.walk_packages(openai.__path__, "openai."):
        if info.name.startswith("openai.tests"):
            continue
        try:
            with contextlib.redirect_stdout(sys.stderr):
                modules[info.name] = importlib.import_module(info.name)
        except ImportError:
            sources[info.name] = source_functions(info.name)
    described = {}
    for name, module in modules.items():
        names = {n: describe(getattr(module, n)) for n in dir(module) if not n.startswith("_") or n == "__version__"}
        for assigned in assigned_names(module) & set(names):
            names[assigned]["assigned"] = True
        described[name] = names
        for value in vars(module).values():
            if inspect.isclass(value) and value.__module__.startswith("openai"):
                classes[home(value)] = describe_class(value)
    return {"modules": described, "sources": sources, "classes": classes, "environment": environment_variables()}


CLIENT_PATHS = (
    "chat.completions",
    "completions",
    "embeddings",
    "images",
    "audio.transcriptions",
    "audio.translations",
    "audio.speech",
    "moderations",
    "files",
    "models",
    "fine_tuning.jobs",
)


def new_facts(paths):
    """For the wanted part of 1.x: clients, their resources, exceptions, and each class that the stub names."""
    # Some releases make the module's own client as soon as what hangs on it is looked at.
    openai.api_key = "unused"
    clients = {
        "OpenAI": openai.OpenAI(api_key="unused"),
        "AsyncOpenAI": openai.AsyncOpenAI(api_key="unused"),
    }
    resources = {}
    for client_name, client in clients.items():
        for path in CLIENT_PATHS:
            resource = client
            for part in path.split("."):
                resource = getattr(resource, part)
            cls = type(resource)
            methods = {}
            for name in dir(cls):
                value = inspect.getattr_static(cls, name)
                if (
                    not name.startswith("_")
                    and inspect.isfunction(value)
                    and name not in ("with_raw_response", "with_streaming_response")
                ):
                    methods[name] = parameters(value)
            resources[f"{client_name}.{path}"] = {"home": home(cls), "methods": methods}
    constructors = {
        n: parameters(getattr(openai, n).__init__) for n in ("OpenAI", "AsyncOpenAI", "AzureOpenAI", "AsyncAzureOpenAI")
    }
    options = {n: parameters(getattr(openai, n).with_options) for n in constructors}
    exceptions = {}
    for name in dir(openai):
        value = getattr(openai, name)
        if inspect.isclass(value) and issubclass(value, Exception) and not name.startswith("_"):
            exceptions[name] = {
                "bases": [b.__name__ for b in value.__bases__],
                "notes": sorted(inspect.get_annotations(value)),
            }
    return {
        "names": {
            n: describe(getattr(openai, n)) | {"proxy": type(getattr(openai, n)).__name__}
            for n in dir(openai)
            if not n.startswith("_") and not is_lazy(n)
        },
        "lazy": sorted(n for n in dir(openai) if not n.startswith("_") and is_lazy(n)),
        "resources": resources,
        "constructors": constructors,
        "options": options,
        "exceptions": exceptions,
        "classes": {path: look_up(path) for path in paths},
        "environment": environment_variables(),
    }


def is_lazy(name):
    return type(vars(openai)[name]).__name__.endswith("Proxy")


def look_up(path):
    """The class at a public path, or None: its home and the fields that a response class has."""
    module, _, name = path.rpartition(".")
    try:
        value = getattr(importlib.import_module(module), name)
    except (ImportError, AttributeError):
        return None
    fields = getattr(value, "model_fields", {}) if inspect.isclass(value) else {}
    return {
        "home": home(value) if inspect.isclass(value) else None,
        "fields": {
            n: {
                "required": f.is_required(),
                "null": type(None) in getattr(f.annotation, "__args__", ()),
                "key": f.alias,
            }
            for n, f in fields.items()
        },
    }


if __name__ == "__main__":
    if openai.VERSION.startswith("0."):
        print(json.dumps({"version": openai.VERSION, **old_facts()}))
    else:
        print(json.dumps({"version": openai.VERSION, **new_facts(json.load(sys.stdin))}))
