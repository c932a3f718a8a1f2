#!/usr/bin/env python3
"""Prints the API surface of the installed openai 0.28 as the first part of `rules/openai/model/old.pyi`.

    python scripts/openai-surface-old.py > part

Names, bases, parameters and their order are read from the installed package; what it cannot say by itself, because
0.28 is untyped, is in the tables below: what a method returns, the types of settings and attributes, and which keys
the engine methods take out of `**params`. A test compares the result with the package again, by other means.
"""

import ast
import contextlib
import importlib
import inspect
import pkgutil
import sys

sys.path.insert(0, __file__.rsplit("/", 1)[0] if "/" in __file__ else ".")
import surface_stub as stub  # noqa: E402

import openai  # noqa: E402
from openai.openai_object import OpenAIObject  # noqa: E402

SHAPES = "openai._shapes"
# Test code and the console script's own body are nobody's API.
SKIPPED_MODULES = ("openai.tests", "openai._openai_scripts")
# These can't be imported without heavy libraries: their source is read instead.
SOURCE_ONLY = ("openai.embeddings_utils",)

SETTING_TYPES = {
    "api_key": "str | None",
    "api_key_path": "str | None",
    "organization": "str | None",
    "api_base": "str",
    "api_type": "str",
    "api_version": "str | None",
    "verify_ssl_certs": "bool",
    "proxy": "str | dict[str, str] | None",
    "app_info": "dict[str, str] | None",
    "enable_telemetry": "bool",
    "ca_bundle_path": "str | None",
    "debug": "bool",
    "log": "str | None",
    "requestssession": "Any",
    "aiosession": "Any",
    "VERSION": "str",
    "__version__": "str",
}

ATTRIBUTE_TYPES = {
    "_message": "str | None",
    "http_body": "str | None",
    "http_status": "int | None",
    "json_body": "Any",
    "headers": "dict[str, str]",
    "code": "str | None",
    "request_id": "str | None",
    "error": "openai.ErrorObject | None",
    "organization": "str | None",
    "should_retry": "bool",
    "param": "str | None",
    "sig_header": "Any",
    "user_message": "str | None",
    "api_key": "str | None",
    "api_version": "str | None",
    "api_type": "str | None",
    "engine": "str | None",
    "api_base_override": "str | None",
    "api_base": "str",
    "response_ms": "int | None",
    "openai_id": "str",
    "typed_api_type": "openai.util.ApiType",
    "retry_after": "int | None",
    "operation_location": "str | None",
    "data": "Any",
}

# Keys that `create` of an engine resource takes out of its keywords; everything else is sent to the server.
ENGINE_KEYS = ("engine", "deployment_id", "timeout", "request_timeout", "headers")

# An object's class in 0.28 depends on the answer's "object" key: these resources come back as themselves, with the
# fields of the shape; all other answers are plain OpenAIObject.
RESOURCE_SHAPES = {
    "File": ("FileObject", "openai.types.FileObject"),
    "Model": ("Model", "openai.types.Model"),
    "FineTuningJob": ("FineTuningJob", "openai.types.fine_tuning.FineTuningJob"),
    "FineTune": ("FineTune", None),
}

# "Class.method" -> what it gives, or (condition, what it gives) pairs for overloads. The async form follows.
TEXT_FORMATS = 'Literal["text", "srt", "vtt"]'


def _streamed(chunk, whole):
    return [
        ("stream", "Literal[True]", f"Iterator[{SHAPES}.{chunk}]"),
        ("stream", "Literal[False] = ...", f"{SHAPES}.{whole}"),
    ]


def _by_format(plain, verbose):
    return [
        ("response_format", TEXT_FORMATS, "str"),
        ("response_format", 'Literal["verbose_json"]', f"{SHAPES}.{verbose}"),
        ("response_format", 'Literal["json"] = ...', f"{SHAPES}.{plain}"),
    ]


OBJECT = "openai.openai_object.OpenAIObject"
RETURNS = {
    "ChatCompletion.create": _streamed("ChatCompletionChunk", "ChatCompletion"),
    "Completion.create": _streamed("Completion", "Completion"),
    "Edit.create": f"{SHAPES}.Edit",
    "Embedding.create": f"{SHAPES}.CreateEmbeddingResponse",
    "Moderation.create": f"{SHAPES}.ModerationCreateResponse",
    "Image.create": f"{SHAPES}.ImagesResponse",
    "Image.create_edit": f"{SHAPES}.ImagesResponse",
    "Image.create_variation": f"{SHAPES}.ImagesResponse",
    "Audio.transcribe": _by_format("Transcription", "TranscriptionVerbose"),
    "Audio.transcribe_raw": _by_format("Transcription", "TranscriptionVerbose"),
    "Audio.translate": _by_format("Translation", "TranslationVerbose"),
    "Audio.translate_raw": _by_format("Translation", "TranslationVerbose"),
    "File.create": "openai.File",
    "File.download": "bytes",
    "File.find_matching_files": "list[openai.File]",
    "File.wait_for_processing": "str",
    "File.delete": f"{SHAPES}.FileDeleted",
    "Model.delete": f"{SHAPES}.ModelDeleted",
    "FineTune.create": "openai.FineTune",
    "FineTune.cancel": "openai.FineTune",
    "FineTune.list_events": f"{SHAPES}.FineTuneEventList",
    "FineTune.stream_events": f"Iterator[{SHAPES}.FineTuneEvent]",
    "FineTuningJob.create": "openai.FineTuningJob",
    "FineTuningJob.cancel": "openai.FineTuningJob",
    "FineTuningJob.list_events": f"{SHAPES}.FineTuningJobEventList",
    "FineTuningJob.auto_paging_iter": "Iterator[openai.FineTuningJob]",
    "Engine.generate": "Any",
    "Engine.embeddings": f"{SHAPES}.CreateEmbeddingResponse",
    "Engine.modify": "openai.Engine",
    "Deployment.create": "openai.Deployment",
    "Customer.create": OBJECT,
    "EngineAPIResource.create": OBJECT,
    "CreateableAPIResource.create": OBJECT,
    "ListableAPIResource.list": OBJECT,
    "UpdateableAPIResource.modify": OBJECT,
    "DeletableAPIResource.delete": OBJECT,
    "APIResource.retrieve": OBJECT,
    "APIResource.refresh": OBJECT,
    "EngineAPIResource.wait": OBJECT,
    "OpenAIObject.construct_from": OBJECT,
    "OpenAIObject.request": "Any",
    "OpenAIObject.to_dict": "dict[str, Any]",
    "OpenAIObject.to_dict_recursive": "dict[str, Any]",
    "util.convert_to_openai_object": OBJECT,
    "util.convert_to_dict": "Any",
    "util.default_api_key": "str",
    "util.logfmt": "str",
    "util.merge_dicts": "dict[str, Any]",
    "embeddings_utils.get_embedding": "list[float]",
    "embeddings_utils.get_embeddings": "list[list[float]]",
    "embeddings_utils.cosine_similarity": "float",
    "embeddings_utils.distances_from_embeddings": "list[float]",
}
LISTED = ("File", "Model", "FineTune", "FineTuningJob", "Engine", "Deployment")
# Found by running it: these give the raw response, not the object that their sync forms give.
RAW_ASYNC = ("adelete", "amodify")


def public(name):
    return not name.startswith("_")


def modules():
    """All modules of the package by name; None stands for one that is read, not imported."""
    found = {"openai": openai}
    for info in pkgutil.walk_packages(openai.__path__, "openai."):
        if info.name.startswith(SKIPPED_MODULES):
            continue
        with contextlib.redirect_stdout(sys.stderr):  # one module prints when an optional library is missing
            found[info.name] = None if info.name in SOURCE_ONLY else importlib.import_module(info.name)
    return found


def home(cls):
    """The name that the model calls canonical: resources by the package's root, the rest where they are defined."""
    if cls.__module__.startswith("openai.api_resources.") and getattr(openai, cls.__name__, None) is cls:
        return "openai." + cls.__name__
    return f"{cls.__module__}.{cls.__name__}"


def effective(cls, name):
    """The signature behind `(cls, *args, **kwargs)`: that of the method which it calls with super()."""
    signature = inspect.signature(getattr(cls, name))
    for base in cls.__mro__:
        if list(signature.parameters) != ["args", "kwargs"]:
            break
        if name in vars(base):
            signature = inspect.signature(getattr(base, name))
    return list(signature.parameters.values())


def returns_of(cls, name, inherited=True):
    """The table's entry for a method, its async form and what it inherits, else None."""
    if name in RAW_ASYNC:
        return "openai.openai_response.OpenAIResponse"
    if not issubclass(cls, OpenAIObject):
        return None
    owner, plain = cls.__name__, name[1:] if name.startswith("a") and hasattr(cls, name[1:]) else name
    if owner in LISTED and plain == "list":
        return f"{SHAPES}.{owner}List"
    if owner in LISTED and plain == "retrieve":
        return "openai." + owner
    for base in cls.__mro__ if inherited else (cls,):
        if f"{base.__name__}.{plain}" in RETURNS:
            return RETURNS[f"{base.__name__}.{plain}"]
    return None


def is_awaitable(cls, name):
    """`a`-methods that are plain functions return the coroutine of another one: awaited all the same."""
    raw = inspect.getattr_static(cls, name)
    target = getattr(raw, "__func__", raw)
    return inspect.iscoroutinefunction(target) or (name.startswith("a") and hasattr(cls, name[1:]))


def method_lines(cls, name):
    raw = inspect.getattr_static(cls, name)
    if isinstance(raw, property):
        return ["    @property", f"    def {name}(self) -> {ATTRIBUTE_TYPES.get(name, 'Any')}: ..."]
    decorators, first = [], [inspect.Parameter("cls", inspect.Parameter.POSITIONAL_OR_KEYWORD)]
    parameters = stub.bare(effective(cls, name))
    if isinstance(raw, classmethod):
        decorators = ["classmethod"]
    elif isinstance(raw, staticmethod):
        decorators, first = ["staticmethod"], []
    else:
        first = []
    is_async = is_awaitable(cls, name)
    engine_method = any(c.__name__ == "EngineAPIResource" for c in cls.__mro__) and name in ("create", "acreate")
    returns = returns_of(cls, name) or "Any"
    if isinstance(returns, str):
        extra = [stub.parameter(key) for key in ENGINE_KEYS] if engine_method else []
        return stub.function(
            name, first + merged(parameters, extra), asynchronous(returns, is_async), decorators, is_async, "    "
        )
    lines = []
    for key, condition, value in returns:
        literal, _, default = condition.partition(" = ")
        extra = [stub.parameter(k) for k in ENGINE_KEYS] if engine_method else []
        extra.append(stub.parameter(key, required=not default, annotation=literal))
        lines += stub.function(
            name,
            first + merged(parameters, extra),
            asynchronous(value, is_async),
            ["overload"] + decorators,
            is_async,
            "    ",
        )
    return lines


def asynchronous(returns, is_async):
    return returns.replace("Iterator[", "AsyncIterator[") if is_async else returns


def merged(parameters, extra):
    """Keyword-only parameters that the source takes from `**params`, before it."""
    rest = [p for p in parameters if p.kind is stub.VAR_KEYWORD]
    return [p for p in parameters if p.kind is not stub.VAR_KEYWORD] + extra + rest


def own_methods(cls):
    """Methods defined here, and those inherited ones about which the tables know more than the base does."""
    names = []
    for name in dir(cls):
        raw = inspect.getattr_static(cls, name, None)
        if not public(name) or not (isinstance(raw, (classmethod, staticmethod, property)) or inspect.isfunction(raw)):
            continue
        inherited = name not in vars(cls)
        if not inherited or (
            issubclass(cls, OpenAIObject) and cls.__name__ in LISTED and returns_of(cls, name, inherited=False)
        ):
            names.append(name)
    return sorted(names)


def fields(cls):
    """Annotated attributes: class constants and what the constructor sets."""
    found = {}
    for name, value in vars(cls).items():
        if public(name) and not callable(value) and not isinstance(value, (property, classmethod, staticmethod)):
            found[name] = ATTRIBUTE_TYPES.get(name) or type_text(value)
    instance = sample(cls)
    parent = sample(cls.__bases__[0])
    inherited = set() if parent is None else set(vars(parent))
    for name in () if instance is None else vars(instance):
        if (public(name) or name in ATTRIBUTE_TYPES) and name not in inherited:
            found[name] = ATTRIBUTE_TYPES.get(name, "Any")
    if cls.__bases__[0] is Exception:
        # Code asks an error for all that it holds as well.
        found["__dict__"] = "dict[str, Any]"
    return [f"    {name}: {found[name]}" for name in sorted(found)]


def type_text(value):
    if isinstance(value, list):
        return "list[str]"
    return type(value).__name__ if isinstance(value, (str, bool, int)) else "Any"


def sample(cls):
    """An instance made with dummies, to see which attributes its constructor sets; None when that is not simple."""
    if not (
        issubclass(cls, (Exception, OpenAIObject))
        or cls.__module__ in ("openai.openai_response", "openai.api_requestor")
    ):
        return None
    try:
        required = [
            p
            for p in inspect.signature(cls.__init__).parameters.values()
            if p.default is p.empty and p.name != "self" and p.kind is p.POSITIONAL_OR_KEYWORD
        ]
        return cls(*[{} if p.name == "headers" else "x" for p in required])
    except Exception:
        return None


def class_text(cls):
    name = cls.__name__
    shape, new = RESOURCE_SHAPES.get(name, (None, None)) if home(cls) == "openai." + name else (None, None)
    bases = [b.__name__ if b.__module__ == "builtins" else home(b) for b in cls.__bases__ if b is not object]
    bases += [f"{SHAPES}.{shape}"] if shape else []
    body = fields(cls)
    if name == "ErrorObject":
        body += ["    message: str | None", "    type: str | None", "    param: str | None", "    code: str | None"]
    if "__init__" in vars(cls):
        body += stub.function(
            "__init__", stub.bare(inspect.signature(cls.__init__).parameters.values()), "None", indent="    "
        )
    for method in own_methods(cls):
        body += method_lines(cls, method)
    return stub.class_lines(name, bases, body, f"# new: {new}" if new else "")


def source_functions(module):
    """Functions of a module that is read, not imported: names, parameters, defaults."""
    path = openai.__path__[0] + "/" + module.split(".", 1)[1].replace(".", "/") + ".py"
    for node in ast.parse(open(path, encoding="utf-8").read()).body:
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and public(node.name):
            arguments = node.args
            required = len(arguments.args) - len(arguments.defaults)
            kind = inspect.Parameter.POSITIONAL_OR_KEYWORD
            parameters = [stub.parameter(a.arg, i < required, None, kind) for i, a in enumerate(arguments.args)]
            if arguments.kwarg:
                parameters.append(inspect.Parameter(arguments.kwarg.arg, stub.VAR_KEYWORD))
            yield node.name, parameters, isinstance(node, ast.AsyncFunctionDef)


def function_returns(module, name):
    short = module.split(".")[-1]
    plain = name[1:] if name.startswith("aget") else name
    return RETURNS.get(f"{short}.{name}") or RETURNS.get(f"{short}.{plain}") or "Any"


def module_lines(name, module):
    """Fields, then aliases, then functions and classes of one module."""
    fields, aliases, definitions = [], [], []
    if module is None:
        for function, parameters, is_async in source_functions(name):
            definitions += stub.function(function, parameters, function_returns(name, function), (), is_async)
        return definitions
    assigned = assigned_names(module)
    variables = stub.environment(inspect.getsource(module))
    for attribute, value in sorted(vars(module).items()):
        if not public(attribute) and attribute != "__version__":
            continue
        if inspect.ismodule(value):
            if value.__name__.startswith("openai.") and value.__name__ != f"{name}.{attribute}":
                aliases.append(f"{attribute} = {value.__name__}")
        elif (inspect.isclass(value) or inspect.isfunction(value)) and not value.__module__.startswith("openai"):
            continue
        elif inspect.isclass(value) and home(value) == f"{name}.{attribute}":
            definitions += class_text(value)
        elif inspect.isclass(value):
            aliases.append(f"{attribute} = {home(value)}")
        elif inspect.isfunction(value) and value.__module__ != name:
            aliases.append(f"{attribute} = {value.__module__}.{attribute}")
        elif inspect.isfunction(value):
            parameters = stub.bare(inspect.signature(value).parameters.values())
            definitions += stub.function(
                attribute, parameters, function_returns(name, attribute), (), inspect.iscoroutinefunction(value)
            )
        elif attribute in assigned or (name == "openai" and attribute in SETTING_TYPES):
            fields.append(
                stub.field(attribute, SETTING_TYPES.get(attribute) or type_text(value), variables.get(attribute, ()))
            )
    return fields + aliases + definitions


def assigned_names(module):
    """The names that a module's own top level assigns, as against those that it imports."""
    names = set()
    for node in ast.walk(ast.parse(inspect.getsource(module))):
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        names |= {t.id for t in targets if isinstance(t, ast.Name)}
    return names


def main():
    openai.api_key = "unused"  # some constructors ask for one
    surface, found = stub.Stub(), modules()
    for name in sorted(found, key=lambda n: (n.count("."), n)):
        surface.add(name, module_lines(name, found[name]))
    print(HEADER.format(version=openai.VERSION) + stub.FORMAT)
    print(surface.render())


HEADER = """\
# The API surface of openai {version}, made by `scripts/openai-model.sh`, which joins three outputs:
#   scripts/openai-surface-old.py               names, bases, parameters, read off the installed {version}
#   scripts/openai-surface.py shapes            the keys of the answers, read off 1.93.1's response classes
#   scripts/openai-surface.py shapes --removed  the same for answers whose classes only 1.3.7 had
# Half of it is made by hand: {version} has no types, so what a method returns and the types of settings and attributes
# stand in tables of those scripts. Change them there. `tests/facts/test_openai_model.py` holds it against the package.
#
# `openai._shapes` is no module of the package: its classes are the dicts that the server's answers become. A key that
# may be missing is `T | None  # absent`; one that is there and may be null is `T | None  # null`. `# new: X` on a class:
# the class of 1.x that carries the same JSON.
#
"""


if __name__ == "__main__":
    main()
