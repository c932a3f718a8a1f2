import aioredis
from aioredis import Redis
from aioredis.exceptions import ConnectionError


async def main():
    client = aioredis.from_url("redis://localhost")
    try:
        return await client.get("k"), Redis()
    except ConnectionError:
        return None
    except aioredis.exceptions.TimeoutError:
        return None
