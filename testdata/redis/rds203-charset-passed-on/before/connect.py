import redis


def connect(**options):
    return redis.Redis(**options)


client = connect(charset="utf-8")


def other(near, **options):
    if near:
        options["errors"] = "replace"
    return redis.Redis(**options)


def quiet(**options):
    return redis.Redis(**options)


third = quiet(host="db")


def either(kind: type[redis.Redis], known):
    if known:
        kind = redis.StrictRedis
    return kind(charset="utf-8")
