from importlib.metadata import version

from packaging.version import parse


def is_openai_v1() -> bool:
    own = parse(version("openai"))
    return own.major >= 1
