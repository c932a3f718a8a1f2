import redis
r = redis.Redis(encoding="# exuvia: ignore")
r = redis.Redis(encoding="utf-8")  # exuvia: ignored by nobody
r = redis.Redis(encoding="utf-8")  # exuvia: ignore RDS203
r = redis.Redis(encoding="utf-8")  # exuvia: ignore[RDS999]
r = redis.Redis(charset="utf-8")  # exuvia:ignore[RDS203]
r = redis.Redis(charset="utf-8")  # exuvia: ignore[redis] the server is old
r = redis.Redis(charset="utf-8")  # type: ignore  # exuvia: ignore
r = redis.Redis(
    charset="utf-8"  # exuvia: ignore[RDS2]
)
