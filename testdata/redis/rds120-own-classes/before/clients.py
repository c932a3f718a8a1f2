import redis
import redis.asyncio


class Plain(redis.Redis):
    def count(self, name):
        return self.incr(name)


class Placed(redis.StrictRedis):
    def __init__(self):
        super().__init__(host="db", socket_timeout=2)


class Below(Placed):
    pass


class Careful(redis.Redis):
    def __init__(self):
        super().__init__(host="db", retry=None)


class Shared(redis.Redis):
    """Its own constructor is the only one that is seen."""

    def other(self):
        return redis.Redis(host="elsewhere", retry=None)


class Async(redis.asyncio.Redis):
    pass


class Mixed(redis.Redis, unseen):
    pass


plain = Plain(host="db", socket_timeout=2)
below = Below()
careful = Careful()
shared = Shared(host="db", socket_timeout=2)
mixed = Mixed(host="db", socket_timeout=2)


def use():
    plain.incr("a")
    below.incr("a")
    shared.incr("a")


def quiet():
    careful.incr("a")
    mixed.incr("a")
    plain.get("a")


async def main():
    client = Async(host="db", socket_timeout=2)
    await client.incr("a")
    await client.aclose()
