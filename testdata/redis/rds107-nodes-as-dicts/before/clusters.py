import redis.asyncio.cluster
from redis.cluster import ClusterNode, RedisCluster

NODES = [{"host": "one", "port": 7000}, {"host": "two", "port": 7000}]

first = RedisCluster(startup_nodes=NODES, decode_responses=True)
second = redis.asyncio.cluster.RedisCluster(startup_nodes=[dict(host="one", port=7000)])
third = RedisCluster(None, 7000, [{"host": host, "port": 7000} for host in ("one", "two")])
right = RedisCluster(startup_nodes=[ClusterNode("one", 7000), ClusterNode("two", 7000)])
made = RedisCluster(startup_nodes=[ClusterNode(**node) for node in NODES])
alone = RedisCluster(host="one", port=7000)
