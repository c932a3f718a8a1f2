from redis import ConnectionPool

pool = ConnectionPool(max_connections=20)
