import redis.asyncio
import redis.exceptions
from redis.asyncio import Redis
from redis.exceptions import ConnectionError


async def main():
    client = redis.asyncio.from_url("redis://localhost")
    try:
        return await client.get("k"), Redis()
    except ConnectionError:
        return None
    except redis.exceptions.TimeoutError:
        return None
