import redis

r = redis.Redis()
cache = redis.Redis(db=1)


def save(user):
    return r.hmset("user", user)


def saved(user):
    assert r.hmset("user", user) is True


def with_pair(pair):
    r.hmset(*pair)


def by_name(user):
    cache.hset(mapping=user, name="user")


def many(rows, call):
    for row in rows:
        call(r.hmset, row)
