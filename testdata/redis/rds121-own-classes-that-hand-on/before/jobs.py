import redis


class Prefixed(redis.Redis):
    def __init__(self, prefix, **options):
        self.prefix = prefix
        super().__init__(**options)


class Plain(redis.Redis):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)


class Texts(redis.StrictRedis):
    def __init__(self, **kwargs):
        kwargs.setdefault("decode_responses", True)
        super().__init__(**kwargs)


class Patient(redis.Redis):
    def __init__(self, **kwargs):
        super().__init__(socket_timeout=60, **kwargs)


class Limited(redis.Redis):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)


def wait():
    Prefixed("a", host="cache").blpop("jobs", timeout=0)
    Plain(host="cache").blpop("jobs", timeout=0)
    Texts(host="cache").blpop("jobs", timeout=0)
    Plain(host="cache").incr("count")


def quiet():
    Patient(host="cache").blpop("jobs", timeout=30)
    Limited(host="cache", socket_timeout=60).blpop("jobs", timeout=30)
