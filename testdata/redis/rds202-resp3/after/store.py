import asyncio

import redis
import redis.asyncio
from redis.commands.search.index_definition import IndexType

client = redis.Redis(host="cache", protocol=3, encoding="utf-8", decode_responses=True)


def save(name):
    client.hset(name, mapping={"a": 1, "b": 2})
    return client.hgetall(name)


def members(name):
    client.sadd(name, "a")
    return client.smembers(name), client.zrange("none", 0, -1, withscores=True)


async def later(name):
    connection = redis.asyncio.Redis(host="cache", protocol=3)
    await connection.hset(name, mapping={"c": 3})
    found = await connection.hgetall(name)
    await connection.aclose()
    return found


def kind():
    return IndexType.HASH.name
