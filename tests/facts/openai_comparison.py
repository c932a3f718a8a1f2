"""Compares a model stub with what the probe saw of the package: lists of differences, empty when the two agree."""

import json
import os
import re
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import model_stub  # noqa: E402

SHAPES = "openai._shapes"

# Parameters by which overloads differ. In 0.28 they come out of `**params`.
OVERLOADED_BY = ("stream", "response_format")

# `openai.tests` is left out by the probe: code that is installed with the package and part of nobody's API.
IGNORED_MODULES = {
    "openai._openai_scripts": "the body of the console script: nobody imports it",
}
# Names of 1.x's root that a migration from 0.28 neither leaves nor reaches.
IGNORED_NEW = {
    "APIResponse": "with_raw_response: new in 1.x",
    "AsyncAPIResponse": "with_raw_response: new in 1.x",
    "AssistantEventHandler": "assistants: new in 1.x",
    "AsyncAssistantEventHandler": "assistants: new in 1.x",
    "AsyncStream": "written AsyncIterator",
    "Stream": "written Iterator",
    "DEFAULT_CONNECTION_LIMITS": "a constant of the transport",
    "DEFAULT_MAX_RETRIES": "a constant of the transport",
    "DEFAULT_TIMEOUT": "a constant of the transport",
    "DefaultAioHttpClient": "a transport",
    "DefaultAsyncHttpxClient": "a transport",
    "DefaultHttpxClient": "a transport",
    "NOT_GIVEN": "the default of parameters",
    "NotGiven": "the default of parameters",
    "NoneType": "a helper of the package",
    "Omit": "the default of parameters",
    "ProxiesTypes": "a type of the transport",
    "RequestOptions": "a type of the transport",
    "Transport": "a type of the transport",
    "annotations": "from __future__",
    "file_from_path": "a helper for uploads: new in 1.x",
    "override": "typing's",
    "pydantic_function_tool": "a helper for tools: new in 1.x",
    "lib": "a module of helpers",
    "pagination": "a module, present by its parts",
    "resources": "a module, present by its parts",
    "types": "a module, present by its parts",
    "version": "a module, the same in both",
}
REMOVED_PROXIES = {
    "Edit",
    "File",
    "Audio",
    "Image",
    "Model",
    "Engine",
    "Customer",
    "FineTune",
    "Embedding",
    "Completion",
    "Deployment",
    "Moderation",
    "ErrorObject",
    "FineTuningJob",
    "ChatCompletion",
}


def missing_modules(stub, real):
    unknown = (set(real["modules"]) | set(real["sources"])) - set(stub.modules) - set(IGNORED_MODULES)
    return [f"module {m} is not in the stub" for m in sorted(unknown)]


def belongs(module, name, described):
    """Whether a name in a module is the package's, not something imported from elsewhere."""
    if described["is"] in ("class", "function"):
        return described["home"].startswith("openai.")
    if described["is"] == "module":
        return described["home"].startswith("openai.") and described["home"] != f"{module}.{name}"
    return described.get("assigned", False)


def missing_names(stub, real):
    found = []
    for module, names in real["modules"].items():
        if module in IGNORED_MODULES:
            continue
        for name, described in names.items():
            if belongs(module, name, described) and name not in stub.modules.get(module, {}):
                found.append(f"{module}.{name} is not in the stub")
    return found


def invented_names(stub, real):
    """Names that the stub declares and the package does not have."""
    found = []
    for module, names in stub.modules.items():
        if module == SHAPES:
            continue
        have = real["modules"].get(module) or real["sources"].get(module)
        if have is None:
            found.append(f"module {module} does not exist")
            continue
        found += [f"{module}.{name} does not exist" for name in names if name not in have]
    return found


def package_name(stub, name, real):
    """The name under which the package itself files what the stub calls `name`."""
    module, _, last = stub.resolve(name).rpartition(".")
    described = real["modules"].get(module, {}).get(last, {})
    return described.get("home") or stub.resolve(name)


def wrong_aliases(stub, real):
    found = []
    for alias in stub.aliases:
        module, _, name = alias.rpartition(".")
        here = real["modules"].get(module, {}).get(name, {}).get("home")
        if here is None or here != package_name(stub, stub.aliases[alias], real):
            found.append(f"{alias} is {here}, not {stub.aliases[alias]}")
    return found


def wrong_classes(stub, real):
    found = []
    for name, cls in stub.classes.items():
        if name.startswith(SHAPES):
            continue
        described = real["classes"].get(package_name(stub, name, real))
        if described is None:
            found.append(f"{name} is no class of the package")
            continue
        found += wrong_bases(stub, cls, described, real)
        found += wrong_methods(stub, name, described)
        found += wrong_attributes(stub, name, described)
    stubbed = {package_name(stub, name, real) for name in stub.classes}
    found += [f"class {name} is not in the stub" for name in real["classes"] if name not in stubbed]
    return found


def wrong_bases(stub, cls, described, real):
    module = cls.name.rpartition(".")[0]
    here = [package_name(stub, stub.resolve(b, module), real) for b in cls.bases if not b.startswith(SHAPES)]
    here = [b if "." in b else f"builtins.{b}" for b in here]
    return [] if here == described["bases"] else [f"{cls.name}: bases {here}, not {described['bases']}"]


def wrong_methods(stub, name, described):
    found = []
    for method, real in described["methods"].items():
        here = stub.member(name, method)
        if here is None:
            found.append(f"{name}.{method} is not in the stub")
            continue
        if here.binding != real["binding"]:
            found.append(f"{name}.{method} is a {real['binding']}, not a {here.binding}")
        if here.is_async != real["async"]:
            found.append(f"{name}.{method}: awaitable is {real['async']}, not {here.is_async}")
        found += wrong_parameters(f"{name}.{method}", here, real)
    for method in described["properties"]:
        here = stub.member(name, method)
        if here is None or here.binding != "property":
            found.append(f"{name}.{method} is a property")
    known = set(described["methods"]) | set(described["properties"]) | {"__init__"}
    found += [
        f"{name}.{method} does not exist" for c in stub.lineage(name) for method in c.functions if method not in known
    ]
    here = stub.classes[name].functions.get("__init__")
    if described["constructor"] is not None or here is not None:
        real = [tuple(p) for p in described["constructor"] or []]
        if here is None or here.base() != real:
            found.append(f"{name}(...): {here and here.base()}, not {real}")
    return found


def wrong_parameters(name, here, real):
    """Parameters in their order, and the keys that the method takes out of its keywords beside them."""
    expected = [tuple(p) for p in real["parameters"]]
    if here.binding == "classmethod":
        expected = [("cls", "POSITIONAL_OR_KEYWORD", False)] + expected
    named = {p[0] for p in expected}
    extra = {p[0] for ps, _ in here.overloads for p in ps} - named
    beside = here.base(ignored=(extra | set(OVERLOADED_BY)) - named)
    found = [] if beside == expected else [f"{name}: {beside}, not {expected}"]
    # `api_type` is taken by one method to look at it; it is a parameter of the method behind.
    taken = set(real["taken"]) - named
    if extra - set(OVERLOADED_BY) != taken:
        found.append(f"{name}: takes {sorted(taken)} out of its keywords, not {sorted(extra - set(OVERLOADED_BY))}")
    return found


def wrong_attributes(stub, name, described):
    here, found = stub.all_fields(name), []
    if described["attributes"] is not None:
        if here != set(described["attributes"]):
            found.append(f"{name}: attributes {sorted(here)}, not {described['attributes']}")
    return found + [f"{name}.{c} is not in the stub" for c in described["constants"] if c not in here]


def wrong_functions(stub, real):
    found = []
    for module, names in real["modules"].items():
        for name, described in names.items():
            here = stub.functions.get(f"{module}.{name}")
            if described["is"] == "function" and here is not None:
                if here.base() != [tuple(p) for p in described["parameters"]] or here.is_async != described["async"]:
                    found.append(f"{module}.{name}: {here.base()}, not {described['parameters']}")
    for module, names in real["sources"].items():
        for name, described in names.items():
            here = stub.functions.get(f"{module}.{name}")
            if here is None:
                found.append(f"{module}.{name} is not in the stub")
                continue
            plain = [p for p in here.base() if p[1] == "POSITIONAL_OR_KEYWORD"]
            same = [p[0] for p in plain] == described["names"] and sum(p[2] for p in plain) == described["defaults"]
            if not same or here.is_async != described["async"]:
                found.append(f"{module}.{name}: {here.base()}, not {described}")
    return found


def wrong_environment(stub, real):
    """Variables that the package reads and no field names, or the other way round."""
    here = {
        v for comment in stub.comments.values() for v in re.findall(r"\b[A-Z][A-Z_]+\b", comment.partition("env:")[2])
    }
    return [f"environment variable {v}" for v in sorted(here ^ {v for v in real["environment"] if "OPENAI" in v})]


def wrong_setting_types(stub, real):
    """A setting's value in a clean environment must be one that its type allows."""
    found = []
    for name, described in real["modules"]["openai"].items():
        node = stub.fields.get(f"openai.{name}")
        if node is None or described["is"] != "value":
            continue
        parts = model_stub.ast.unparse(node).split(" | ")
        kind = "None" if described["type"] == "NoneType" else described["type"]
        if kind not in parts and "Any" not in parts:
            found.append(f"openai.{name} is {kind}, which {parts} does not allow")
    return found


def old_differences(stub, real):
    return (
        missing_modules(stub, real)
        + missing_names(stub, real)
        + invented_names(stub, real)
        + wrong_aliases(stub, real)
        + wrong_classes(stub, real)
        + wrong_functions(stub, real)
        + wrong_environment(stub, real)
        + wrong_setting_types(stub, real)
    )


def shape_pairs(stub):
    """Old shape -> class of 1.x, by the comment on the class line."""
    for name, cls in stub.classes.items():
        if cls.comment.startswith("new: "):
            yield name, cls.comment.removeprefix("new: ")


def wrong_shapes(stub, new_stub, real):
    """The old shapes' keys are the fields of the class that the comment names."""
    found = []
    for name, target in shape_pairs(stub):
        if target.startswith("openai.pagination."):
            if target not in new_stub.classes:
                found.append(f"{name}: {target} is not in the new stub")
            continue
        described = real["classes"].get(target)
        if not described:
            found.append(f"{name}: there is no {target}")
            continue
        shape = (
            stub.classes[name]
            if name.startswith(SHAPES)
            else next(c for c in stub.lineage(name) if c.name.startswith(SHAPES))
        )
        found += wrong_fields(name, shape, described["fields"])
    return found


def wrong_fields(name, cls, real):
    found = []
    if set(cls.fields) != set(real):
        found.append(f"{name}: fields {sorted(set(cls.fields) ^ set(real))} differ")
    for field, described in real.items():
        comment, text = (
            cls.comments.get(field, ""),
            model_stub.ast.unparse(cls.fields[field]) if field in cls.fields else "",
        )
        key = described["key"] if described["key"] not in (None, field) else ""
        if key != (re.search(r"key: ([^,]+)", comment) or ["", ""])[1]:
            found.append(f"{name}.{field}: its key is {key or field}, the comment says {comment!r}")
        if described["null"] and text != "Any" and not text.endswith("None"):
            found.append(f"{name}.{field} may be None")
        if name.startswith(SHAPES) and described["required"] == (("absent" in comment) or ("null" in comment)):
            found.append(f"{name}.{field}: required is {described['required']}, the comment says {comment!r}")
    return found


def new_differences(stub, real):
    return new_names(stub, real) + new_clients(stub, real) + new_exceptions(stub, real) + new_classes(stub, real)


def new_names(stub, real):
    found = []
    have = set(stub.modules["openai"])
    unknown = set(real["names"]) - have - set(IGNORED_NEW) - REMOVED_PROXIES
    found += [f"openai.{name} is not in the stub" for name in sorted(unknown)]
    lazy = {n for n in real["lazy"] if n not in ("resources",)} - REMOVED_PROXIES
    found += [f"openai.{n} is made when it is used, and not in the stub" for n in lazy - have]
    found += [f"openai.{n} is not removed" for n in REMOVED_PROXIES - set(real["lazy"])]
    extra = {"HttpxBinaryResponseContent"}
    found += [
        f"openai.{n} does not exist"
        for n in have - set(real["names"]) - set(real["lazy"]) - extra
        if n != "__version__"
    ]
    variables = {v for v in real["environment"] if v.startswith(("OPENAI_", "AZURE_OPENAI_"))} - {"OPENAI_LOG"}
    here = {v for c in stub.comments.values() for v in re.findall(r"\b[A-Z][A-Z_]+\b", c.partition("env:")[2])}
    return found + [f"environment variable {v}" for v in sorted(variables ^ here)]


def new_clients(stub, real):
    found = []
    for name in real["constructors"]:
        here = stub.classes[f"openai.{name}"].functions
        expected = [tuple(p) for p in real["constructors"][name] if not p[0].startswith("_")]
        if here["__init__"].base() != expected:
            found.append(f"openai.{name}(...): {here['__init__'].base()}, not {expected}")
        expected = [tuple(p) for p in real["options"][name] if not p[0].startswith("_")]
        if here["with_options"].base() != expected:
            found.append(f"openai.{name}.with_options: {here['with_options'].base()}, not {expected}")
    for path, described in real["resources"].items():
        cls = stub.resolve("openai." + path.split(".")[0])
        for part in path.split(".")[1:]:
            holder = next((c for c in stub.lineage(cls) if part in c.fields), None)
            if holder is None:
                found.append(f"{path}: {cls} has no {part}")
                break
            cls = stub.resolve(model_stub.ast.unparse(holder.fields[part]))
        else:
            found += new_methods(stub, path, cls, described)
    return found


def new_methods(stub, path, cls, described):
    here, found = stub.classes[cls].functions, []
    if set(here) != set(described["methods"]):
        found.append(f"{path}: methods {sorted(set(here) ^ set(described['methods']))} differ")
    for method, parameters in described["methods"].items():
        expected = {(n, k) for n, k, _ in parameters}
        given = {(n, k) for ps, _ in here[method].overloads for n, k, _ in ps} if method in here else set()
        if given != expected:
            found.append(f"{path}.{method}: parameters {sorted(given ^ expected)} differ")
        required = {n for n, _, default in parameters if not default}
        shown = (
            set.intersection(*({n for n, _, d in ps if not d} for ps, _ in here[method].overloads))
            if method in here
            else set()
        )
        if shown != required:
            found.append(f"{path}.{method}: required {sorted(shown)}, not {sorted(required)}")
        order = [n for n, k, _ in parameters if k == "POSITIONAL_OR_KEYWORD"]
        if method in here and any(
            [n for n, k, _ in ps if k == "POSITIONAL_OR_KEYWORD"] != order for ps, _ in here[method].overloads
        ):
            found.append(f"{path}.{method}: positional order is {order}")
    return found


def new_exceptions(stub, real):
    found = []
    for name, described in real["exceptions"].items():
        cls = stub.classes.get(f"openai.{name}")
        if cls is None:
            found.append(f"openai.{name} is not in the stub")
            continue
        if [b.rpartition(".")[2] for b in cls.bases] != described["bases"]:
            found.append(f"openai.{name}: bases {cls.bases}, not {described['bases']}")
        if sorted(cls.fields) != described["notes"]:
            found.append(f"openai.{name}: attributes {sorted(cls.fields)}, not {described['notes']}")
    return found


def new_classes(stub, real):
    """Every class under `openai.types`: it exists at that path, and its fields with those of its bases are the same."""
    found = []
    for path, described in real["classes"].items():
        if described is None:
            found.append(f"{path} does not exist")
        elif path in stub.aliases:
            target = real["classes"].get(stub.resolve(path))
            if target is None or target["home"] != described["home"]:
                found.append(f"{path} is {described['home']}, not {stub.resolve(path)}")
        else:
            merged = model_stub.Class(path, model_stub.ast.parse("class X: ...").body[0], "")
            for cls in reversed(stub.lineage(path)):
                merged.fields.update(cls.fields)
                merged.comments.update(cls.comments)
            found += wrong_fields(path, merged, described["fields"])
    return found


def asked_classes(old, new):
    """The paths that the probe of 1.x must look up, as its question."""
    paths = {p for p in list(new.classes) + list(new.aliases) if p.startswith("openai.types.")}
    paths |= {target for _, target in shape_pairs(old) if not target.startswith("openai.pagination.")}
    return json.dumps(sorted(paths))
