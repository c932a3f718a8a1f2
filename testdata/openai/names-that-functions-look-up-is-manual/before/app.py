import inspect
import pkgutil
import pydoc

import openai


def statically():
    return inspect.getattr_static(openai, "ChatCompletion").create


def resolved():
    return pkgutil.resolve_name("openai:ChatCompletion.create")


def located():
    return pydoc.locate("openai.Completion.create")


def copied():
    return dict(globals())["openai"].Embedding.create
