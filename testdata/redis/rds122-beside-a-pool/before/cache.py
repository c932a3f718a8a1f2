from redis import ConnectionPool, Redis, SSLConnection

PLAIN = ConnectionPool(host="cache", max_connections=10)
TLS = ConnectionPool(host="cache", max_connections=10, connection_class=SSLConnection)

plain = Redis(connection_pool=PLAIN, ssl=True)
tls = Redis(connection_pool=TLS, ssl=True)
none = Redis(connection_pool=None, host="cache", ssl=True)
