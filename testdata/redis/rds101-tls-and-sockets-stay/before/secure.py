import redis

pool = redis.ConnectionPool(max_connections=5)
tls = redis.Redis(host="cache", ssl=True, ssl_ca_certs="/etc/ca.pem", connection_pool=pool)

local_pool = redis.ConnectionPool()
local = redis.Redis(unix_socket_path="/run/redis.sock", connection_pool=local_pool)
