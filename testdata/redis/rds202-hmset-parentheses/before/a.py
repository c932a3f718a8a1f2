import redis

r = redis.Redis(charset="utf-8")
r.hmset("k", x := {"a": 1})
r.hmset("k", {"b": 2})
r.hmset("k", (y := {"a": 1}))
