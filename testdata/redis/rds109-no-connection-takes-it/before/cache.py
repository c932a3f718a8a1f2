import redis
import redis.asyncio
from redis.connection import SSLConnection

pool = redis.BlockingConnectionPool(host="cache")

redis.from_url("redis://cache", connection_pool=pool)
redis.Redis.from_url("redis://cache", charset="utf-8")
redis.asyncio.from_url("redis://cache", ssl=True)
redis.from_url("redis://cache", ssl_cert_reqs=None)
redis.BlockingConnectionPool(host="cache", ssl=True)
redis.asyncio.BlockingConnectionPool(unix_socket_path="/run/redis.sock")

redis.from_url("rediss://cache", ssl_cert_reqs=None)
redis.BlockingConnectionPool(host="cache", connection_class=SSLConnection, ssl_cert_reqs=None)
redis.from_url("redis://cache", single_connection_client=True)


def made(**more):
    return redis.from_url("redis://cache", **more)
