import redis
import redis.asyncio.sentinel
from redis.sentinel import Sentinel

sentinel = Sentinel([("one", 26379)])
patient = Sentinel([("one", 26379)], socket_timeout=60)
own_ways = Sentinel([("one", 26379)], sentinel_kwargs={"socket_timeout": 60})
master = sentinel.master_for("main")
cluster = redis.RedisCluster(host="cache")


def wait():
    master.blpop("jobs", timeout=0)
    sentinel.slave_for("main").brpop("jobs", timeout=30)
    own_ways.master_for("main").blpop("jobs")
    cluster.blpop("jobs", timeout=0)
    cluster.xread({"events": "$"}, block=10000)


class Worker:
    def __init__(self):
        self.sentinel = redis.asyncio.sentinel.Sentinel([("one", 26379)])
        self.client = self.sentinel.master_for("main")

    async def run(self):
        await self.client.brpop("jobs", timeout=0)
        await self.client.xread({"events": "$"}, block=0)


def by(some):
    some.master_for("main").blpop("jobs", timeout=0)


def told(limits):
    Sentinel([("one", 26379)], **limits).master_for("main").blpop("jobs", timeout=0)


def quiet():
    master.blpop("jobs", timeout=3)
    patient.master_for("main").blpop("jobs", timeout=30)
    sentinel.master_for("main", socket_timeout=None).blpop("jobs", timeout=0)
    redis.RedisCluster(host="cache", socket_timeout=60).blpop("jobs", timeout=30)
