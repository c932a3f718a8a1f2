import redis


def take(item):
    r = redis.Redis(host="stock")
    with r.pipeline() as pipe:
        while True:
            try:
                pipe.watch(item)
                pipe.multi()
                pipe.decr(item)
                pipe.execute()
                break
            except redis.WatchError:
                continue


def ask(item):
    r = redis.Redis(host="stock")
    while 1:
        try:
            value = r.get(item)
        except redis.ConnectionError:
            continue
        else:
            return value


def work(handle):
    r = redis.Redis(host="stock")
    while True:
        try:
            item = r.blpop("orders", timeout=5)
            if item == b"stop":
                break
            handle(item)
        except redis.ConnectionError:
            continue
