import redis


class Between:
    def hmset(self, name, mapping):
        pass


class Beside(redis.Redis):
    def save(self, name, mapping):
        super().hmset(name, dict(mapping))


class Mixed(Beside, Between):
    pass
