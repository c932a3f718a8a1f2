import redis

r = redis.Redis(encoding="utf-8")
r.hset("k", mapping=(x := {"a": 1}))
r.hset("k", mapping={"b": 2})
r.hset("k", mapping=(y := {"a": 1}))
