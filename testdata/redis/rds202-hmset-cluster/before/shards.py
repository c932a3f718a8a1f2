from redis.asyncio.cluster import RedisCluster as AsyncCluster
from redis.cluster import ClusterNode, RedisCluster

cluster = RedisCluster(startup_nodes=[ClusterNode("cache", 7000)], decode_responses=True)


def save(name):
    cluster.hmset(name, {"a": 1, "b": 2})
    return cluster.hgetall(name)


async def later(name):
    connection = AsyncCluster(host="cache", port=7000)
    await connection.hmset(name, {"c": 3})
    found = await connection.hgetall(name)
    await connection.close()
    return found
