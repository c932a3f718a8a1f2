import redis


class Prefixed(redis.Redis):
    def hset(self, name, key, value):
        return super().hset("team:" + name, key, value)

    def put(self, name, fields):
        self.hmset(name, fields)


class Plain(redis.Redis):
    def put(self, name, fields):
        self.hmset(name, fields)


class Above(Prefixed):
    def put(self, name, fields):
        super().hmset(name, fields)


def save(fields):
    Prefixed(host="cache").hmset("user", fields)
    Plain(host="cache").hmset("user", fields)
    redis.Redis(host="cache").hmset("user", fields)
