import redis
from redis.cluster import RedisCluster

cluster = RedisCluster(host="nodes", charset="latin-1", decode_responses=True)
by_url = redis.RedisCluster.from_url("redis://nodes", errors="ignore")
named = RedisCluster(host="nodes", encoding="latin-1", encoding_errors="ignore")
