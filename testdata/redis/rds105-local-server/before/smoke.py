import redis
import redis.asyncio

r = redis.Redis(db=1)
print(r.ping())
print(redis.Redis().ping())


async def main():
    client = redis.asyncio.Redis()
    await client.ping()
    await client.aclose()
