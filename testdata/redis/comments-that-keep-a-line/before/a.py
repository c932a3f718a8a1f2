import redis
r = redis.Redis(charset="# exuvia: ignore")
r = redis.Redis(charset="utf-8")  # exuvia: ignored by nobody
r = redis.Redis(charset="utf-8")  # exuvia: ignore RDS203
r = redis.Redis(charset="utf-8")  # exuvia: ignore[RDS999]
r = redis.Redis(charset="utf-8")  # exuvia:ignore[RDS203]
r = redis.Redis(charset="utf-8")  # exuvia: ignore[jose, redis] the server is old
r = redis.Redis(charset="utf-8")  # type: ignore  # exuvia: ignore
r = redis.Redis(
    charset="utf-8"  # exuvia: ignore[RDS2]
)
