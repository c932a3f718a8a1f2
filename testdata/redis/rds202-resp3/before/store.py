import asyncio

import redis
import redis.asyncio
from redis.commands.search.indexDefinition import IndexType

client = redis.Redis(host="cache", protocol=3, charset="utf-8", decode_responses=True)


def save(name):
    client.hmset(name, {"a": 1, "b": 2})
    return client.hgetall(name)


def members(name):
    client.sadd(name, "a")
    return client.smembers(name), client.zrange("none", 0, -1, withscores=True)


async def later(name):
    connection = redis.asyncio.Redis(host="cache", protocol=3)
    await connection.hmset(name, {"c": 3})
    found = await connection.hgetall(name)
    await connection.close()
    return found


def kind():
    return IndexType.HASH.name
