from typing import Optional

from redis import Redis


def current() -> Redis:
    return registry["client"]


def found() -> Optional[Redis]:
    return registry.get("client")


class Clients:
    def __init__(self, held):
        self._held = held

    @property
    def first(self) -> "Redis":
        return self._held[0]


def own() -> Redis:
    return Redis()


def save(clients: Clients, mapping):
    current().hmset("a", mapping)
    client = found()
    if client is not None:
        client.hmset("b", mapping)
    clients.first.hmset("c", mapping)
    own().hset("d", mapping=mapping)
