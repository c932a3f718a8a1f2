import redis.asyncio as redis


class Other:
    def aclose(self): ...


async def elsewhere(other):
    if hasattr(other, "aclose"):
        await other.aclose()


async def of_another():
    other = Other()
    r = redis.from_url("redis://localhost")
    if hasattr(other, "aclose"):
        other.aclose()
    await r.aclose()


async def of_the_old_name():
    r = redis.from_url("redis://localhost")
    if hasattr(r, "close"):
        await r.aclose()
    try:
        await r.aclose()
    except AttributeError:
        pass
