#!/usr/bin/env python3
"""Prints the API surface of the installed openai 1.x as a model stub.

    python scripts/openai-surface.py new               the whole of `rules/openai/model/new.pyi`
    python scripts/openai-surface.py shapes            the answers' shapes, as 0.28 gave them: a part of `old.pyi`
    python scripts/openai-surface.py shapes --removed  those whose classes 1.3.7 still had (run it there)

The server's JSON is the same for both SDKs, so the fields of 1.x's response classes are also the keys of 0.28's dicts.
"""

import inspect
import sys
import types
import typing

sys.path.insert(0, __file__.rsplit("/", 1)[0] if "/" in __file__ else ".")
import surface_stub as stub  # noqa: E402

import openai  # noqa: E402
import openai.pagination  # noqa: E402
import openai.resources  # noqa: E402
import openai.types  # noqa: E402
import openai.types.chat  # noqa: E402
import openai.types.fine_tuning  # noqa: E402
from openai._models import BaseModel  # noqa: E402

SHAPES = "openai._shapes"

# The resources that old code can be moved to; the client's other ones are known by name only.
RESOURCES = (
    "chat",
    "chat.completions",
    "completions",
    "embeddings",
    "images",
    "audio",
    "audio.transcriptions",
    "audio.translations",
    "audio.speech",
    "moderations",
    "files",
    "models",
    "fine_tuning",
    "fine_tuning.jobs",
)
CLIENTS = ("OpenAI", "AsyncOpenAI", "AzureOpenAI", "AsyncAzureOpenAI")
CLIENT_METHODS = ("copy", "with_options", "close", "is_closed")
CLIENT_FIELDS = {
    "api_key": "str",
    "organization": "str | None",
    "base_url": "httpx.URL",
    "timeout": "float | httpx.Timeout | None",
    "max_retries": "int",
}
MODULE_SETTINGS = {
    "api_key": "str | None",
    "organization": "str | None",
    "project": "str | None",
    "webhook_secret": "str | None",
    "base_url": "str | httpx.URL | None",
    "timeout": "float | httpx.Timeout | None",
    "max_retries": "int",
    "default_headers": "dict[str, str] | None",
    "default_query": "dict[str, Any] | None",
    "http_client": "httpx.Client | None",
    "api_type": 'Literal["openai", "azure"] | None',
    "api_version": "str | None",
    "azure_endpoint": "str | None",
    "azure_ad_token": "str | None",
    "azure_ad_token_provider": "Any",
    "VERSION": "str",
    "__version__": "str",
}
# What a response object can do; the signatures are pydantic's and openai's, the returns are ours.
MODEL_METHODS = {
    "model_dump": "dict[str, Any]",
    "model_dump_json": "str",
    "to_dict": "dict[str, Any]",
    "to_json": "str",
    "dict": "dict[str, Any]",
    "json": "str",
    "copy": "Any",
    "model_copy": "Any",
}
RETURNS = {"to_json": "str", "content": "openai.HttpxBinaryResponseContent"}
BINARY = {"content": "bytes", "text": "str", "encoding": "str | None", "response": "httpx.Response"}
BINARY_METHODS = {
    "read": "bytes",
    "json": "Any",
    "iter_bytes": "Iterator[bytes]",
    "iter_text": "Iterator[str]",
    "iter_lines": "Iterator[str]",
    "write_to_file": "None",
    "stream_to_file": "None",
}

SHAPE_ROOTS = (
    "chat.ChatCompletion",
    "chat.ChatCompletionChunk",
    "Completion",
    "CreateEmbeddingResponse",
    "ImagesResponse",
    "audio.Transcription",
    "audio.TranscriptionVerbose",
    "audio.Translation",
    "audio.TranslationVerbose",
    "ModerationCreateResponse",
    "FileObject",
    "FileDeleted",
    "Model",
    "ModelDeleted",
    "fine_tuning.FineTuningJob",
    "fine_tuning.FineTuningJobEvent",
)
REMOVED_ROOTS = ("Edit", "FineTune", "FineTuneEvent")
# Keys that the server always sends, with null where there is nothing: the classes don't tell these from absent keys.
NULL_WHEN_EMPTY = {
    ("ChatCompletionMessage", "content"),
    ("ChatCompletionChunkChoice", "finish_reason"),
    ("CompletionChoice", "logprobs"),
    ("FineTuningJob", "error"),
    ("FineTuningJob", "fine_tuned_model"),
    ("FineTuningJob", "finished_at"),
    ("FineTuningJob", "trained_tokens"),
    ("FineTuningJob", "validation_file"),
    ("FineTune", "fine_tuned_model"),
}
# Lists are plain dicts in 0.28; their items are of the class that the "object" key names.
LISTS = {
    "FileList": ("openai.File", "SyncCursorPageOfFileObject"),
    "ModelList": ("openai.Model", "SyncPageOfModel"),
    "FineTuningJobList": ("openai.FineTuningJob", "SyncCursorPageOfFineTuningJob"),
    "FineTuningJobEventList": (f"{SHAPES}.FineTuningJobEvent", "SyncCursorPageOfFineTuningJobEvent"),
}
REMOVED_LISTS = {
    "FineTuneList": ("openai.FineTune", None),
    "FineTuneEventList": (f"{SHAPES}.FineTuneEvent", None),
    "EngineList": ("openai.Engine", None),
    "DeploymentList": ("openai.Deployment", None),
}


# Reachable from a fine-tuning job, but no 0.28 code can hold one; and the helpers that parse into the user's own type.
DEEPER_THAN_NEEDED = ("openai.types.graders", "openai.types.responses", "openai.types.chat.parsed_")


def is_model(tp):
    return inspect.isclass(tp) and issubclass(tp, BaseModel)


def is_page(tp):
    origin = typing.get_origin(tp) or (tp if inspect.isclass(tp) else None)
    return inspect.isclass(tp) and hasattr(tp, "get_next_page") or bool(origin and hasattr(origin, "get_next_page"))


def public_paths(cls):
    """All module paths from the defining one upwards that give this class under its name, shortest first."""
    parts = cls.__module__.split(".")
    paths = []
    for length in range(1, len(parts) + 1):
        module = sys.modules.get(".".join(parts[:length]))
        if any(p.startswith("_") for p in parts[:length]) or module is None:
            continue
        if getattr(module, cls.__name__, None) is cls:
            paths.append(".".join(parts[:length]))
    return paths


def canonical(cls):
    paths = public_paths(cls)
    return f"{paths[0]}.{cls.__name__}" if paths else f"openai.{cls.__name__}"


class Types:
    """Writes types down as stub text and remembers the classes that they mention."""

    def __init__(self, name_of):
        self.name_of = name_of
        self.wanted = []

    def want(self, cls):
        if cls not in self.wanted:
            self.wanted.append(cls)
        return self.name_of(cls)

    def text(self, tp):
        origin, arguments = typing.get_origin(tp), typing.get_args(tp)
        if tp is None or tp is type(None):
            return "None"
        if origin is typing.Annotated or str(origin).endswith("Annotated"):
            return self.text(arguments[0])
        if origin is typing.Union or origin is types.UnionType:
            parts = [self.text(a) for a in arguments if getattr(a, "__name__", "") != "NotGiven"]
            parts = list(dict.fromkeys(parts))
            return (
                "Any"
                if "Any" in parts
                else " | ".join([p for p in parts if p != "None"] + ["None"] * ("None" in parts))
            )
        if origin is typing.Literal:
            return "Literal[" + ", ".join(f'"{a}"' if isinstance(a, str) else repr(a) for a in arguments) + "]"
        if is_page(tp):
            return self.want(tp)
        if origin is list:
            return f"list[{self.text(arguments[0])}]"
        if origin is dict:
            return f"dict[{self.text(arguments[0])}, {self.text(arguments[1])}]"
        if origin in (openai.Stream, openai.AsyncStream):
            name = "Iterator" if origin is openai.Stream else "AsyncIterator"
            return f"{name}[{self.text(arguments[0])}]"
        if is_model(tp):
            too_deep = tp.__module__.startswith(DEEPER_THAN_NEEDED) or "[" in tp.__name__ or origin is not None
            return "Any" if too_deep else self.want(tp)
        if getattr(tp, "__name__", "") == "HttpxBinaryResponseContent":
            return "openai.HttpxBinaryResponseContent"
        if tp in (str, int, float, bool, bytes):
            return tp.__name__
        return "Any"


def field_lines(types_, cls, owner=None):
    """Fields of a response class. A field whose JSON key is another name says so."""
    lines = []
    for name, field in cls.model_fields.items():
        note = []
        if field.alias and field.alias != name:
            note.append(f"key: {field.alias}")
        if owner is not None and not field.is_required():
            note.append("null" if (owner, name) in NULL_WHEN_EMPTY else "absent")
        lines.append(f"    {name}: {types_.text(field.annotation)}" + ("  # " + ", ".join(note) if note else ""))
    return lines


def resolve(annotation, function):
    """An annotation that is text, looked up where the function was written."""
    if not isinstance(annotation, str):
        return annotation
    namespace = dict(vars(typing), **sys.modules[inspect.unwrap(function).__module__].__dict__)
    try:
        return eval(annotation, namespace)  # noqa: S307 (the package's own annotations)
    except Exception:
        return typing.Any


def signature_parts(types_, function, keep):
    """Parameters without their types, except those by which overloads differ; and the return."""
    signature = inspect.signature(function)
    parameters = []
    for p in signature.parameters.values():
        text = types_.text(resolve(p.annotation, function)) if p.name in keep else None
        parameters.append(p.replace(annotation=text if text and text != "Any" else inspect.Parameter.empty))
    return parameters, resolve(signature.return_annotation, function)


def method_lines(types_, cls, name):
    function = inspect.getattr_static(cls, name)
    overloads = [o for o in typing.get_overloads(inspect.unwrap(function))] or [function]
    several, lines = len(overloads) > 1, []
    for overload in overloads:
        keep = ("stream", "response_format") if several else ()
        parameters, returned = signature_parts(types_, overload, keep)
        is_async = inspect.iscoroutinefunction(inspect.unwrap(function))
        if (getattr(typing.get_origin(returned), "__name__", "")) == "AsyncPaginator":
            returned, is_async = typing.get_args(returned)[1], True
        text = RETURNS.get(name) or types_.text(returned)
        lines += stub.function(name, parameters, text, ["overload"] * several, is_async, "    ")
    return lines


def resource_lines(types_, cls, nested):
    """A resource: the resources in it, then its methods."""
    body = [f"    {attribute}: {canonical(type_)}" for attribute, type_ in nested]
    for name, value in sorted(vars(cls).items()):
        if name.startswith("_") or not inspect.isfunction(value):
            continue
        body += method_lines(types_, cls, name)
    body += [f"    {name}: Any" for name in sorted(vars(cls)) if name.startswith("with_")]
    return stub.class_lines(cls.__name__, [], body)


def walk(client, path):
    for part in path.split("."):
        client = getattr(client, part)
    return client


def nested_resources(client, path):
    found = []
    for other in RESOURCES:
        head, _, last = other.rpartition(".")
        if head == path:
            found.append((last, type(walk(client, other))))
    return found


def client_lines(types_, cls, client):
    bases = [canonical(b) for b in cls.__mro__[1:] if b.__name__ in ("OpenAI", "AsyncOpenAI")][:1]
    body = [f"    {name}: {text}" for name, text in CLIENT_FIELDS.items()] if not bases else []
    if not bases:
        body += [f"    {name}: {canonical(type_)}" for name, type_ in nested_resources(client, "")]
        known = {name for name, _ in nested_resources(client, "")}
        others = [
            n
            for n in dir(client)
            if not n.startswith("_") and type(getattr(client, n, None)).__module__.startswith("openai.resources")
        ]
        body += [f"    {name}: Any" for name in others if name not in known]
    parameters = [
        p.replace(annotation=inspect.Parameter.empty)
        for p in inspect.signature(cls.__init__).parameters.values()
        if not p.name.startswith("_")
    ]
    body += stub.function("__init__", parameters, "None", indent="    ")
    for name in CLIENT_METHODS:
        if name == "with_options" or not hasattr(cls, name):
            continue
        function = getattr(cls, name)
        parameters = [
            p.replace(annotation=inspect.Parameter.empty)
            for p in inspect.signature(function).parameters.values()
            if not p.name.startswith("_")
        ]
        for alias in ("copy", "with_options") if name == "copy" else (name,):
            returned = canonical(cls) if name == "copy" else {"is_closed": "bool"}.get(name, "None")
            body += stub.function(alias, parameters, returned, (), inspect.iscoroutinefunction(function), "    ")
    return stub.class_lines(cls.__name__, bases, body)


def exceptions():
    """Every exception of the package root, bases first."""
    found = [
        v for n, v in vars(openai).items() if not n.startswith("_") and inspect.isclass(v) and issubclass(v, Exception)
    ]
    return sorted(found, key=lambda c: (len(c.__mro__), c.__name__))


def exception_lines(types_, cls):
    bases = [b.__name__ if b.__module__ == "builtins" else canonical(b) for b in cls.__bases__]
    body = []
    for name, annotation in inspect.get_annotations(cls).items():
        tp = (
            resolve(annotation, cls.__init__)
            if "__init__" in vars(cls)
            else resolve(annotation, cls.__mro__[1].__init__)
        )
        text = {"request": "httpx.Request", "response": "httpx.Response"}.get(name) or types_.text(tp)
        body.append(f"    {name}: {text}")
    if "__init__" in vars(cls):
        parameters = [
            p.replace(annotation=inspect.Parameter.empty) for p in inspect.signature(cls.__init__).parameters.values()
        ]
        body += stub.function("__init__", parameters, "None", indent="    ")
    return stub.class_lines(cls.__name__, bases, body)


def page_name(tp):
    origin, item = page_parts(tp)
    return f"openai.pagination.{origin.__name__}Of{item.__name__}"


def page_parts(tp):
    """The page class without its argument, and the class of its items."""
    metadata = getattr(tp, "__pydantic_generic_metadata__", None) or {}
    if metadata.get("args"):
        return metadata["origin"], metadata["args"][0]
    return typing.get_origin(tp), typing.get_args(tp)[0]


def page_lines(types_, tp):
    origin, item = page_parts(tp)
    body = []
    for name, field in origin.model_fields.items():
        body.append(
            f"    {name}: " + (f"list[{types_.text(item)}]" if name == "data" else types_.text(field.annotation))
        )
    if origin.__name__.startswith("Async"):
        body.append(f"    def __aiter__(self) -> AsyncIterator[{types_.text(item)}]: ...")
    else:
        body.append(f"    def __iter__(self) -> Iterator[{types_.text(item)}]: ...")
    for name in ("has_next_page", "get_next_page"):
        is_async = inspect.iscoroutinefunction(getattr(origin, name))
        body += stub.function(
            name,
            [stub.parameter("self", True, None, inspect.Parameter.POSITIONAL_OR_KEYWORD)],
            "bool" if name.startswith("has") else page_name(tp),
            (),
            is_async,
            "    ",
        )
    return stub.class_lines(page_name(tp).rpartition(".")[2], ["openai.BaseModel"], body)


def name_of_new(cls):
    return page_name(cls) if is_page(cls) else canonical(cls)


def print_new():
    types_, surface = Types(name_of_new), stub.Stub()
    root = surface.module("openai")
    # Some releases make the module's own client as soon as what hangs on it is looked at.
    openai.api_key = "unused"
    variables = settings_environment()
    root += [stub.field(n, text, variables.get(n, ())) for n, text in MODULE_SETTINGS.items() if hasattr(openai, n)]
    sync = openai.OpenAI(api_key="unused")
    proxies = sorted(
        n
        for n, v in vars(openai).items()
        if not n.startswith("_") and type(v).__name__.endswith("Proxy") and not n[0].isupper()
    )
    known = dict(nested_resources(sync, ""))
    root += [f"{name}: {canonical(known[name]) if name in known else 'Any'}" for name in proxies if name != "resources"]
    root += ["Client = openai.OpenAI", "AsyncClient = openai.AsyncOpenAI", "Timeout = httpx.Timeout"]
    body = []
    for name, returned in MODEL_METHODS.items():
        if not hasattr(BaseModel, name):
            continue
        parameters = stub.bare(inspect.signature(getattr(BaseModel, name)).parameters.values())
        body += stub.function(name, parameters, returned, indent="    ")
    root += stub.class_lines("BaseModel", [], body)
    for cls in exceptions():
        root += exception_lines(types_, cls)
    root += client_section(types_, surface, sync)
    root += binary_lines()
    done = set()
    while set(types_.wanted) - done:
        for cls in [c for c in types_.wanted if c not in done]:
            done.add(cls)
            if is_page(cls):
                surface.add("openai.pagination", page_lines(types_, cls))
                continue
            home, _, name = canonical(cls).rpartition(".")
            bases = [canonical(b) for b in cls.__bases__ if is_model(b)]
            for base in cls.__bases__:
                if is_model(base) and base is not BaseModel:
                    types_.want(base)
            own = stub.class_lines(name, bases, own_fields(types_, cls))
            surface.add(home, own)
            for path in public_paths(cls)[1:]:
                surface.add(path, [f"{name} = {home}.{name}"])
    # Earlier releases have another page where later ones have a cursor, by which the old answers' lists name it.
    pages = {page_name(cls) for cls in done if is_page(cls)}
    for _, page in LISTS.values():
        cursor, plain = (f"openai.pagination.{name}" for name in (page, page.replace("Cursor", "")))
        if cursor not in pages and plain in pages:
            surface.add("openai.pagination", [f"{page} = {plain}"])
    print(NEW_HEADER.format(version=openai.__version__) + stub.FORMAT)
    print(surface.render())


NEW_HEADER = """\
# The part of openai {version}'s API that code written for 0.28 can be moved to: the clients, their resources and what
# these give, exceptions, the module's settings. Resources that 0.28 had no counterpart of are `Any`.
# Made by `scripts/openai-surface.py new` (see `scripts/openai-model.sh`) from the installed package, not by hand.
#
# `Stream[T]` is written `Iterator[T]`; a page class and its item are one class here, `SyncPageOfModel`, which is no name
# of the package. `list` of an async client gives an object that is awaited (a page) or iterated: it is `async def` here.
#
"""


def settings_environment():
    """Settings start from the environment in three places: the module itself and the two clients' constructors."""
    merged = {}
    for module in ("openai", "openai._client", "openai.lib.azure"):
        # By sys.modules: the package's attribute `_client` is the module-level client, not the module.
        for name, variables in stub.environment(inspect.getsource(sys.modules[module])).items():
            merged.setdefault(name, []).extend(v for v in variables if v not in merged.get(name, []))
    return merged


def own_fields(types_, cls):
    """Fields that this class adds to its bases."""
    inherited = {n for b in cls.__bases__ if is_model(b) for n in getattr(b, "model_fields", {})}
    lines = field_lines(types_, cls)
    return [line for line in lines if line.strip().split(":")[0] not in inherited]


def client_section(types_, surface, sync):
    """The clients themselves; their resources go to the modules where they live."""
    lines = []
    made = {
        "OpenAI": sync,
        "AsyncOpenAI": openai.AsyncOpenAI(api_key="unused"),
        "AzureOpenAI": None,
        "AsyncAzureOpenAI": None,
    }
    for name, client in made.items():
        lines += client_lines(types_, getattr(openai, name), client)
    for client in (made["OpenAI"], made["AsyncOpenAI"]):
        for path in RESOURCES:
            cls = type(walk(client, path))
            home, _, name = canonical(cls).rpartition(".")
            surface.add(home, resource_lines(types_, cls, nested_resources(client, path)))
            for other in public_paths(cls)[1:]:
                surface.add(other, [f"{name} = {home}.{name}"])
    return lines


def binary_lines():
    try:
        from openai._legacy_response import HttpxBinaryResponseContent as binary
    except ImportError:  # where earlier releases have it
        from openai._base_client import HttpxBinaryResponseContent as binary

    body = [f"    {name}: {text}" for name, text in BINARY.items()]
    for name, returned in BINARY_METHODS.items():
        if not hasattr(binary, name):
            continue
        parameters = stub.bare(inspect.signature(getattr(binary, name)).parameters.values())
        body += stub.function(name, parameters, returned, indent="    ")
    return stub.class_lines("HttpxBinaryResponseContent", [], body)


def shape_name(cls):
    """A flat name: classes that only their own file exports get that file's name in front."""
    if len(public_paths(cls)) > 1 or public_paths(cls) and cls.__module__.count(".") < 2:
        return f"{SHAPES}.{cls.__name__}"
    prefix = "".join(word.capitalize() for word in cls.__module__.rpartition(".")[2].split("_"))
    return f"{SHAPES}.{prefix}{cls.__name__}"


def shape_lines(types_, cls):
    name = shape_name(cls).rpartition(".")[2]
    new = f"# new: {canonical(cls)}" if "--removed" not in sys.argv else "# gone in 1.x"
    lines = stub.class_lines(name, ["openai.openai_object.OpenAIObject"], field_lines(types_, cls, name), new)
    return [line.replace(f"{SHAPES}.", "") for line in lines]


def print_shapes(removed):
    types_, surface = Types(shape_name), stub.Stub()
    for root in REMOVED_ROOTS if removed else SHAPE_ROOTS:
        module, _, name = root.rpartition(".")
        types_.want(getattr(sys.modules[f"openai.types.{module}".rstrip(".")], name))
    known = set()
    if removed:
        import openai.types.completion_usage as usage

        known = {usage.CompletionUsage, openai.types.FileObject}
    position = 0
    while position < len(types_.wanted):
        if types_.wanted[position] not in known:
            surface.add(SHAPES, shape_lines(types_, types_.wanted[position]))
        position += 1
    for name, (item, page) in (REMOVED_LISTS if removed else LISTS).items():
        note = f"# new: openai.pagination.{page}" if page else "# gone in 1.x"
        body = ["    object: str", f"    data: list[{item}]", "    has_more: bool | None  # absent"]
        body = [line.replace(f"{SHAPES}.", "") for line in body]
        surface.add(SHAPES, stub.class_lines(name, ["openai.openai_object.OpenAIObject"], body, note))
    print(surface.render())


if __name__ == "__main__":
    if sys.argv[1:2] == ["new"]:
        print_new()
    elif sys.argv[1:2] == ["shapes"]:
        print_shapes("--removed" in sys.argv)
    else:
        sys.exit(__doc__)
