import redis
import redis.asyncio as aredis


class Store:
    def __init__(self, host):
        self.connections = redis.ConnectionPool(host=host, max_connections=5)
        self.client = redis.Redis(connection_pool=self.connections)

    def close(self):
        self.client.close()


class AsyncStore:
    def __init__(self, host):
        self.client = aredis.Redis(connection_pool=aredis.ConnectionPool(host=host, max_connections=5))

    async def close(self):
        await self.client.aclose()


class Owner:
    def __init__(self, host):
        self.pool = redis.ConnectionPool(host=host, max_connections=5)
        self.client = redis.Redis(connection_pool=self.pool)

    def close(self):
        self.client.close()
        self.pool.disconnect()


class Kept:
    def __init__(self, host):
        self.held = redis.ConnectionPool(host=host, max_connections=5)
        self.client = redis.Redis(connection_pool=self.held)


class Through:
    def __init__(self, host):
        self.conns = redis.ConnectionPool(host=host, max_connections=5)
        self.client = redis.Redis(connection_pool=self.conns)

    def close(self):
        self.client.close()
        self.client.connection_pool.disconnect()


class Both:
    def __init__(self, host):
        self.source = aredis.ConnectionPool(host=host, max_connections=5)
        self.client = aredis.Redis(connection_pool=self.source)

    async def close(self):
        await self.client.aclose(close_connection_pool=True)


shared = redis.ConnectionPool(host="cache", max_connections=5)


def read(name):
    with redis.Redis(connection_pool=shared) as client:
        return client.get(name)
