from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Annotated, Optional, Type, Union

import redis

if TYPE_CHECKING:
    from kinds import Either, Given, MaybeClient, Named


def optional(r: Optional[redis.Redis] = None):
    if r is not None:
        r.hmset("k", {"a": 1})


def or_none(r: redis.Redis | None):
    r.hmset("k", {"a": 1})


def either(r: Union[redis.Redis, redis.RedisCluster]):
    r.hmset("k", {"a": 1})


def described(r: Annotated[redis.Redis, "anything"]):
    r.hmset("k", {"a": 1})


def quoted(r: "Optional[redis.Redis]"):
    r.hmset("k", {"a": 1})


def quoted_within(r: Optional["redis.Redis"]):
    r.hmset("k", {"a": 1})


def quoted_and_described(r: Annotated["redis.Redis", "anything"]):
    r.hmset("k", {"a": 1})


def by_alias(a: "Given", b: "MaybeClient", c: "Either", d: "Named"):
    a.hmset("k", {"a": 1})
    b.hmset("k", {"a": 1})
    c.hmset("k", {"a": 1})
    d.hmset("k", {"a": 1})


def each(rs: list[redis.Redis], more: Iterable["redis.Redis"]):
    for r in rs:
        r.hmset("k", {"a": 1})
    for r in more:
        r.hmset("k", {"a": 1})


def by_key(rs: dict[str, redis.Redis], pair: tuple[str, redis.Redis]):
    rs["a"].hmset("k", {"a": 1})
    for r in rs.values():
        r.hmset("k", {"a": 1})
    name, r = pair
    r.hmset("k", {"a": 1})
    name.hmset("k", {"a": 1})


def of_class(kind: Type[redis.Redis]):
    kind(charset="utf-8").hmset("k", {"a": 1})


def made(make: Callable[[], redis.Redis], lend: AbstractContextManager[redis.Redis]):
    make().hmset("k", {"a": 1})
    with lend as r:
        r.hmset("k", {"a": 1})


def strangers(a: Optional[dict] = None, b: "list[Other]" = (), c: Annotated[int, redis.Redis] = 1):
    a.hmset("k", {"a": 1})
    b[0].hmset("k", {"a": 1})
    c.hmset("k", {"a": 1})
