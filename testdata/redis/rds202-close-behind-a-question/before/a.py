import redis.asyncio as redis


async def asked():
    r = redis.from_url("redis://localhost")
    if hasattr(r, "aclose"):
        await r.aclose()
    else:
        await r.close()


async def asked_before():
    r = redis.from_url("redis://localhost")
    if hasattr(r, "aclose"):
        await r.aclose()
        return
    await r.close()


async def tried():
    r = redis.from_url("redis://localhost")
    try:
        await r.aclose()
    except AttributeError:
        await r.close()


async def tried_the_old_one():
    r = redis.from_url("redis://localhost")
    try:
        await r.close()
    except Exception:
        await r.aclose()


async def taken():
    r = redis.from_url("redis://localhost")
    close = getattr(r, "aclose", None) or r.close
    await close()


class Store:
    def __init__(self):
        self.redis = redis.from_url("redis://localhost")
        self.is_new = hasattr(self.redis, "aclose")

    async def stop(self):
        if self.is_new:
            await self.redis.aclose()
        else:
            await self.redis.close()
