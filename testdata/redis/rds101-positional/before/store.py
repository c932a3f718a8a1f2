from redis import ConnectionPool, StrictRedis

POOL = ConnectionPool(max_connections=10)
store = StrictRedis("10.0.0.5", 6379, 1, connection_pool=POOL)
