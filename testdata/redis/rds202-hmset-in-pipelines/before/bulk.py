import redis

r = redis.Redis()


def store(rows):
    with r.pipeline(transaction=False) as pipe:
        for row in rows:
            pipe.hmset(row["id"], row)
        pipe.execute()


def chained(a, b):
    return r.pipeline().set("a", a).hmset("b", b).execute()
