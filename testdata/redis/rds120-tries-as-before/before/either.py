import redis

first = redis.Redis(host="first", socket_timeout=0.2)
third = redis.Redis(host="third", socket_timeout=0.2)


def count(key, late):
    chosen = first if late else third
    return chosen.incr(key)
