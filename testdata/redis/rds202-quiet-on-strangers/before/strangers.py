import redis


class Table:
    def hmset(self, name, mapping):
        return name, mapping

    def setex(self, name, time, value):
        return name, time, value

    async def close(self):
        return None


table = Table()
table.hmset("a", {"b": 1})


def unknown(client):
    # Nobody in this project calls this.
    client.hmset("a", {"b": 1})


r = redis.Redis()
r.hset("a", mapping={"b": 1})
r.close()
r.pubsub().close()
