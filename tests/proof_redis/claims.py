"""What policies of `rules/redis` say of releases, run against the server: each a program, and what it prints by release."""

import subprocess

OLD, TARGET, NEWEST = "5.0.1", "6.2.0", "8.1.0"
EVERY = (OLD, TARGET, NEWEST)
HEAD = """
import asyncio, sys, threading, time
import redis, redis.asyncio as aioredis
PORT = int(sys.argv[1])
def outcome(call):
    try:
        return call()
    except Exception as error:
        return type(error).__name__
"""


class Claim:
    def __init__(self, codes, says, program, prints):
        """`prints` is one text for all releases, or one each."""
        self.codes, self.says, self.program = codes, says, HEAD + program
        self.prints = prints if isinstance(prints, dict) else dict.fromkeys(EVERY, prints)


CLAIMS = [
    Claim("RDS102", "a client that goes ends what another one of its pool runs", """
pool = redis.ConnectionPool(port=PORT)
first, second = redis.Redis.from_pool(pool), redis.Redis.from_pool(pool)
second.ping()
ended = []
waiting = threading.Thread(target=lambda: ended.append(outcome(lambda: first.blpop("none", timeout=3))))
waiting.start()
time.sleep(.5)
del second
waiting.join(2)
print(bool(ended) and ended[0] is not None)
""", "True"),
    Claim("RDS102", "with connection_pool= nothing happens", """
pool = redis.ConnectionPool(port=PORT)
first, second = redis.Redis(connection_pool=pool), redis.Redis(connection_pool=pool)
second.ping()
ended = []
waiting = threading.Thread(target=lambda: ended.append(outcome(lambda: first.blpop("none", timeout=1))))
waiting.start()
time.sleep(.3)
second.close()
del second
waiting.join(3)
print(ended)
""", "[None]"),
    Claim("RDS102", "an asynchronous client that is closed ends what another one of its pool runs", """
async def main():
    pool = aioredis.ConnectionPool(port=PORT)
    first, second = aioredis.Redis.from_pool(pool), aioredis.Redis.from_pool(pool)
    await second.ping()
    waiting = asyncio.create_task(first.blpop("none", timeout=3))
    await asyncio.sleep(.5)
    await second.aclose()
    started = time.monotonic()
    try:
        await waiting
        print("ended", time.monotonic() - started < 1)
    except Exception as error:
        print("ended", True)
asyncio.run(main())
""", "ended True"),
    Claim("RDS107", "a cluster takes no dicts for its nodes", """
from redis.asyncio.cluster import RedisCluster as Async
from redis.cluster import RedisCluster
async def asked():
    return await Async(startup_nodes=[{"host": "localhost", "port": PORT}]).get("k")
print(outcome(lambda: RedisCluster(startup_nodes=[{"host": "localhost", "port": PORT}])), outcome(lambda: asyncio.run(asked())))
""", "AttributeError AttributeError"),
    Claim("RDS108", "an address wins over what is said beside it", """
def told(made):
    told = made.connection_pool.connection_kwargs
    return [told.get(name) for name in ("host", "port", "db", "username", "password", "socket_timeout")]
for package in (redis, aioredis):
    print(told(package.from_url("redis://me:word@one:70/3?socket_timeout=9", host="two", port=7, db=1, username="you", password="p", socket_timeout=1)))
    print(told(package.from_url("redis://one/0?db=2", db=1))[2], told(package.from_url("redis://one/", port=7, db=1))[1:3])
    beside = package.Redis(unix_socket_path="/run/none", host="two", ssl=True, socket_keepalive=True).connection_pool
    print(beside.connection_class.__name__, {"host", "ssl", "socket_keepalive"} & set(beside.connection_kwargs))
""", "\n".join(["['one', 70, 3, 'me', 'word', 9.0]", "2 [7, 1]", "UnixDomainSocketConnection set()"] * 2)),
    Claim("RDS109", "no connection takes these", """
def asked(made):
    client = outcome(made)
    if isinstance(client, redis.ConnectionPool):
        client = redis.Redis(connection_pool=client)
    return outcome(client.ping)
address = f"redis://localhost:{PORT}"
beside = {"connection_pool": redis.ConnectionPool(port=PORT), "ssl": False, "unix_socket_path": None, "charset": "utf-8", "errors": "strict", "ssl_cert_reqs": None}
print({asked(lambda: redis.from_url(address, **{name: value})) for name, value in beside.items()})
print({asked(lambda: redis.ConnectionPool(port=PORT, **{name: value})) for name, value in beside.items()})
print(asked(lambda: redis.from_url(address, single_connection_client=True)))
""", "{'TypeError'}\n{'TypeError'}\nTrue"),
    Claim("RDS111", "how many connections a client opens by itself", """
pool = redis.Redis(port=PORT).connection_pool
def take():
    return pool.get_connection("PING") if redis.VERSION < (5, 3) else pool.get_connection()
print(outcome(lambda: len([take() for _ in range(101)])))
""", {OLD: "101", TARGET: "101", NEWEST: "MaxConnectionsError"}),
    Claim("RDS111", "how many connections a pool opens by itself", """
pool = redis.ConnectionPool(port=PORT)
def take():
    return pool.get_connection("PING") if redis.VERSION < (5, 3) else pool.get_connection()
print(outcome(lambda: len([take() for _ in range(101)])))
""", {OLD: "101", TARGET: "101", NEWEST: "MaxConnectionsError"}),
    Claim("RDS111", "a bounded pool raises, one that blocks waits", """
def busy(pool):
    client, got = redis.Redis(connection_pool=pool), []
    threads = [threading.Thread(target=lambda: got.append(outcome(lambda: client.blpop("none", timeout=1)))) for _ in range(4)]
    [one.start() for one in threads]
    [one.join() for one in threads]
    return sum(one is not None for one in got)
print(busy(redis.ConnectionPool(port=PORT, max_connections=2)) > 0, busy(redis.BlockingConnectionPool(port=PORT, max_connections=2, timeout=9)))
""", "True 0"),
    Claim("RDS123", "the fifteenth argument, and the seventh", """
client = redis.Redis("localhost", PORT, 0, None, 3, 2, None, None, None, None, "utf-8", "strict", None, None, True)
print(outcome(lambda: client.connection_pool.connection_kwargs["decode_responses"]))
told = outcome(lambda: redis.Redis("localhost", PORT, 0, None, 3, 2, True).connection_pool.connection_kwargs.get("socket_keepalive"))
print(told)
""", {OLD: "True\nTrue", TARGET: "None\nTrue", NEWEST: "None\nTrue"}),
    Claim("RDS123", "the ninth argument is the pool", """
pool = redis.ConnectionPool(port=PORT, client_name="of the pool")
client = redis.Redis("localhost", PORT, 1, None, 1, 1, None, None, pool)
print(client.connection_pool is pool)
""", {OLD: "True", TARGET: "True", NEWEST: "False"}),
    Claim("RDS123", "arguments of a cluster behind the ones that were inserted", """
import inspect
from redis.asyncio.cluster import RedisCluster as Async
from redis.cluster import RedisCluster
print(list(inspect.signature(RedisCluster.__init__).parameters).index("url"), list(inspect.signature(Async.__init__).parameters).index("reinitialize_steps"))
""", {OLD: "10 6", TARGET: "11 8", NEWEST: "11 8"}),
    Claim("RDS125", "what a query is sent with", """
from redis.commands.search.aggregation import AggregateRequest
from redis.commands.search.query import Query
docs = redis.Redis(port=PORT).ft("docs")
def sent(call):
    try:
        call()
    except redis.ResponseError as error:
        return "'DIALECT' '2'" in str(error).replace(",", "")
print(sent(lambda: docs.search(Query("a"))), sent(lambda: docs.aggregate(AggregateRequest("*"))), sent(lambda: docs.search("a")), sent(lambda: docs.search(Query("a").dialect(1))))
""", {OLD: "False False False False", TARGET: "True True True False", NEWEST: "True True True False"}),
]


def wrong(pythons, port):
    """The claims that a release does not bear out."""
    for claim in CLAIMS:
        for release, prints in claim.prints.items():
            command = [pythons[release], "-W", "ignore", "-c", claim.program, str(port)]
            done = subprocess.run(command, capture_output=True, text=True, timeout=60)
            if done.stdout.strip() != prints:
                lines = (done.stderr.strip() or "nothing").splitlines()
                yield f"{claim.codes}, {release}: {claim.says}: prints {done.stdout.strip()!r}, not {prints!r}; {lines[-1]}"
