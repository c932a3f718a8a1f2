import redis

POOL = redis.ConnectionPool(
    host="cache",  # exuvia: ignore
)
client = redis.Redis(
    connection_pool=POOL,
    db=1,  # exuvia: ignore[RDS101]
)

OTHER = redis.ConnectionPool(host="other", db=2)
other = redis.Redis(
    connection_pool=OTHER,
)

THIRD = redis.ConnectionPool(host="third")  # exuvia: ignore
third = redis.Redis(connection_pool=THIRD, db=3)
