import redis

r = redis.Redis()
r.watch("counter")

with r.pipeline() as pipe:
    pipe.watch("counter")
    pipe.multi()
    pipe.incr("counter")
    pipe.execute()

r.unwatch()
