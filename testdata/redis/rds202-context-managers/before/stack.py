import contextlib

from managers import Pool


def save():
    with contextlib.ExitStack() as stack:
        r = stack.enter_context(Pool().lend())
        r.hmset("entered", {"a": 1})
