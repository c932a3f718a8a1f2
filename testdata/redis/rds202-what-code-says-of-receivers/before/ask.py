from typing import Any, Protocol, cast

import redis


def one(x):
    client = cast(redis.Redis, x)
    client.hmset("a", {"b": 1})


def two(x):
    client = cast("redis.Redis", x)
    client.hmset("a", {"b": 1})


def three(x):
    if isinstance(x, redis.Redis):
        x.hmset("a", {"b": 1})


def four(x):
    if not isinstance(x, redis.Redis):
        return
    x.hmset("a", {"b": 1})


def five(x):
    assert isinstance(x, redis.Redis)
    x.hmset("a", {"b": 1})


class Has(Protocol):
    def client(self) -> redis.Redis: ...


def six(has: Has):
    has.client().hmset("a", {"b": 1})


def get_client() -> redis.Redis: ...


get_client().hmset("a", {"b": 1})


class Abstract:
    def client(self) -> "redis.Redis":
        raise NotImplementedError

    def use(self):
        self.client().hmset("a", {"b": 1})


def nine(x):
    if isinstance(x, redis.Redis):
        print(x)
    x.hmset("a", {"b": 1})


class Attr(Protocol):
    client: redis.Redis


def eight(a: Attr):
    a.client.hmset("a", {"b": 1})


def documented() -> redis.Redis:
    """Gives one."""


documented().hmset("a", {"b": 1})


def passing() -> redis.Redis:
    pass


passing().hmset("a", {"b": 1})
