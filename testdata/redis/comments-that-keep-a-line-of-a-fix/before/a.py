import redis

POOL = redis.ConnectionPool(
    host="cache",  # exuvia: ignore
)
client = redis.Redis(
    connection_pool=POOL,
    db=1,  # exuvia: ignore[RDS101]
)

OTHER = redis.ConnectionPool(host="other")  # exuvia: ignore[openai]
other = redis.Redis(
    connection_pool=OTHER,  # exuvia: ignore[RDS202]
    db=2,
)

THIRD = redis.ConnectionPool(host="third")  # exuvia: ignore
third = redis.Redis(connection_pool=THIRD, db=3)
