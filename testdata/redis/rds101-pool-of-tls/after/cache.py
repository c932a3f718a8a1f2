import redis

pool = redis.ConnectionPool.from_url("rediss://cache.internal:6380/1", ssl_ca_certs="ca.pem", ssl_check_hostname=True, decode_responses=True, client_name="pages")
cache = redis.Redis(connection_pool=pool)


def read(name):
    return cache.get(name)
