import redis

client = redis.Redis(host="cache", socket_timeout=30)


def take():
    client.blpop("jobs", timeout=5)
    client.zpopmin("scores")
    client.lrem("jobs", 1, "x")
    if client.setnx("lock", 1):
        return client.getset("k", 1)


def quiet():
    client.set("k", 1)
    client.sadd("s", 1)
    client.hset("h", "k", 1)
    client.delete("k")
    return client.get("k")
