from redis import ConnectionPool, StrictRedis

POOL = ConnectionPool(max_connections=10, host="10.0.0.5", port=6379, db=1)
store = StrictRedis(connection_pool=POOL)
