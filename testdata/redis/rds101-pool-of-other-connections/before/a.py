from redis import ConnectionPool, Redis, UnixDomainSocketConnection

pool = ConnectionPool(connection_class=UnixDomainSocketConnection, path="/run/redis.sock")
r = Redis(connection_pool=pool, host="localhost", port=6379)
