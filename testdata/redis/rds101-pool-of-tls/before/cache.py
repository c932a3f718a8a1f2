import redis

pool = redis.ConnectionPool.from_url("rediss://cache.internal:6380/1", ssl_ca_certs="ca.pem", ssl_check_hostname=True)
cache = redis.Redis(connection_pool=pool, decode_responses=True, client_name="pages")


def read(name):
    return cache.get(name)
