import redis

pool = redis.ConnectionPool(host="cache", port=7000, max_connections=9)
client = redis.Redis("localhost", 6379, 0, None, 3, 2, True, None, pool)
texts = redis.Redis(
    "cache", 6379, 1, None, 3, 2,
    True,  # keeps the line open
    None, None, None, "latin-1",
)
few = redis.Redis("cache", 6379, 2, None, 3, 2)
options = ("cache", 6379)
unpacked = redis.Redis(*options, 0, None, 3, 2, True)
