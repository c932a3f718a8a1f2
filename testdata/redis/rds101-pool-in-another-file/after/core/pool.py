from redis import ConnectionPool

pool = ConnectionPool(max_connections=20, host="cache", port=6379)
