"""Programs that nobody wrote: how a client is built, where it lives, what it is asked and what becomes of the answers are drawn by
lot, and old code on the old release must do what exuvia makes of it does on the new ones. What exuvia leaves to a person as an
error is counted and not run.

A program is a function of its seed and its number alone, so that one that differs can be made again.
"""

import json
import os
import random

from .cases import Case

HEAD = """import asyncio
import contextlib
import functools

import redis
import redis.asyncio as aioredis
from redis import ConnectionPool, Redis, StrictRedis
from redis.asyncio import Redis as AsyncRedis
"""
USERS = ["app"]

# The classes of clients, and what stands before pools and functions beside them.
CLIENTS = {
    False: ["redis.Redis", "redis.Redis", "Redis", "StrictRedis", "redis.StrictRedis", "redis.client.Redis"],
    True: ["aioredis.Redis", "aioredis.Redis", "AsyncRedis", "aioredis.StrictRedis", "aioredis.client.Redis"],
}
MODULE = {False: "redis", True: "aioredis"}

# What a connection is told, by client and pool alike; what only clients that are not asynchronous take.
OPTIONS = [
    "decode_responses=True", "decode_responses=True", 'client_name="pages"', "socket_timeout=3", "socket_timeout=None",
    "health_check_interval=30", "max_connections=5", 'encoding="latin-1"', 'encoding_errors="replace"', "socket_connect_timeout=2",
    "protocol=2", 'username="app", password="any"', "socket_keepalive=True",
]
OF_CLIENTS = ['charset="utf-8"', 'errors="replace"', 'charset="latin-1", errors="ignore"', "single_connection_client=True"]
OF_ASYNC_CLIENTS = ["single_connection_client=True", "auto_close_connection_pool=True"]
IN_URLS = ["decode_responses=True", "client_name=pages", "socket_timeout=3", "max_connections=5", "health_check_interval=30"]

# What is asked, with what it gives made plain. `{r}` is the client, `{w}` waits where the client is asynchronous, `{k}` a key.
COMMANDS = [
    '{w}{r}.set({k}, "v")', '{w}{r}.set({k}, "v", ex=100)', '{w}{r}.set({k}, "ü", px=90000, nx=True)', "{w}{r}.get({k})", "{w}{r}.get({k})",
    '{w}{r}.setex({k}, 100, "v")', '{w}{r}.hmset({h}, {{"a": 1, "b": "x"}})', '{w}{r}.hmset({h}, {{"c": 2}})',
    '{w}{r}.hmset(name={h}, mapping=dict(d="4"))', '{w}{r}.hset({h}, mapping={{"e": 5}})', '{w}{r}.hset({h}, "f", 6)', "{w}{r}.hgetall({h})",
    '{w}{r}.hget({h}, "a")', "{w}{r}.incr({k}n)", "{w}{r}.incrby({k}n, 3)", "{w}{r}.decr({k}n)", '{w}{r}.lpush({k}l, "a", "b")',
    "{w}{r}.rpush({k}l, 1)", "{w}{r}.lrange({k}l, 0, -1)", "{w}{r}.lpop({k}l)", "{w}{r}.expire({k}, 50)", "{w}{r}.exists({k})",
    "{w}{r}.delete({k})", '{w}{r}.zadd({k}z, {{"m": 1.5, "n": 2}})', "{w}{r}.zrange({k}z, 0, -1, withscores=True)", '{w}{r}.sadd({k}s, "x", "y")',
    "{w}{r}.smembers({k}s)", '{w}{r}.getset({k}, "w")', '{w}{r}.setnx({k}, "w")', '{w}{r}.append({k}, "more")', "{w}{r}.mget([{k}, {k}x])",
    '{w}{r}.mset({{{k}: 1}})', "{w}{r}.type({h})", '{w}{r}.eval("return KEYS[1]", 1, {k})', '{w}{r}.execute_command("GET", {k})',
    '{w}{r}.xadd({k}x, {{"a": 1}}, id="5-1")', "{w}{r}.ping()", "{w}{r}.client_getname()", '{w}{r}.hincrby({h}, "n", 2)', '{w}{r}.publish({k}, "m")',
    '{w}{r}.blpop({k}l, timeout=1)', '{w}{r}.config_get("maxmemory")', "{w}{r}.dbsize()", '{w}{r}.hsetnx({h}, "g", 1)',
]
# Statements of several lines.
BLOCKS = [
    'with {r}.pipeline() as pipe:\n    pipe.set({k}, 1)\n    pipe.get({k})\n    said.append(pipe.execute())',
    'pipe = {r}.pipeline()\npipe.hset({h}, "p", 1)\npipe.incr({k}n)\nsaid.append(pipe.execute())',
    "pipe = {r}.pipeline(transaction=False)\nfor one in range(2):\n    pipe.incr({k}n, one)\nsaid += pipe.execute()",
    "try:\n    {r}.incr({h})\nexcept redis.ResponseError as error:\n    said.append(type(error).__name__)",
    "try:\n    {r}.lpush({h}, 1)\nexcept (redis.exceptions.DataError, redis.exceptions.RedisError) as error:\n    said.append(type(error).__name__)",
    "with {r}.lock({k}o, timeout=5):\n    said.append({r}.exists({k}o))",
    "said.append(sorted({r}.scan_iter(match={k})))",
    'ps = {r}.pubsub()\nps.subscribe({k})\nsaid.append(ps.get_message(timeout=2))\nps.close()',
    "for one in range(2):\n    {r}.rpush({k}l, one)",
    "if {r}.hmset({h}, {{'i': 1}}):\n    said.append('kept')",
    "script = {r}.register_script('return ARGV[1]')\nsaid.append(script(args=[3]))",
    "{r}.transaction(lambda pipe: (pipe.multi(), pipe.set({k}, 9)), {k})",
]
ASYNC_BLOCKS = [
    'async with {r}.pipeline() as pipe:\n    pipe.set({k}, 1)\n    pipe.get({k})\n    said.append(await pipe.execute())',
    'pipe = {r}.pipeline()\npipe.hset({h}, "p", 1)\npipe.incr({k}n)\nsaid.append(await pipe.execute())',
    "pipe = {r}.pipeline(transaction=False)\nawait pipe.incr({k}n).incr({k}n).execute()",
    "try:\n    await {r}.incr({h})\nexcept aioredis.ResponseError as error:\n    said.append(type(error).__name__)",
    "try:\n    await {r}.lpush({h}, 1)\nexcept redis.exceptions.RedisError as error:\n    said.append(type(error).__name__)",
    "async with {r}.lock({k}o, timeout=5):\n    said.append(await {r}.exists({k}o))",
    "said.append(sorted([one async for one in {r}.scan_iter(match={k})]))",
    'ps = {r}.pubsub()\nawait ps.subscribe({k})\nsaid.append(await ps.get_message(timeout=2))\nawait ps.close()',
    'ps = {r}.pubsub()\nawait ps.subscribe({k})\nawait ps.reset()',
    "for one in range(2):\n    await {r}.rpush({k}l, one)",
    "if await {r}.hmset({h}, {{'i': 1}}):\n    said.append('kept')",
    # Which of two at once comes first differs from run to run.
    "said += await asyncio.gather({r}.exists({k}))",
]


class Flow:
    """One function with a client: its definitions, and what it does."""

    def __init__(self, dice, number):
        self.dice, self.number, self.name = dice, number, f"flow_{number}"
        self.is_async = dice.random() < 0.4
        self.outside = []
        self.host, self.db = f"cache{number}", dice.randrange(3)
        self.wait = "await " if self.is_async else ""
        self.define = "async def" if self.is_async else "def"

    def some(self, options, most):
        """Some of a list that do not speak of the same."""
        taken, names = [], set()
        for one in self.dice.sample(options, min(len(options), self.dice.randrange(most + 1))):
            own = {part.split("=")[0].strip() for part in one.split(", ")}
            # Two names of one argument.
            own |= {{"charset": "encoding", "errors": "encoding_errors"}.get(name, name) for name in own}
            if not own & names:
                taken.append(one)
                names |= own
        return taken

    def address(self):
        return [f'host="{self.host}"', "port=6379", f"db={self.db}"]

    def url(self):
        query = "&".join(self.some(IN_URLS, 2))
        path = self.dice.choice([f"/{self.db}", f"/{self.db}", ""])
        who = self.dice.choice(["", "", "", "app:any@"])
        return f'"redis://{who}{self.host}:6379{path}{"?" * bool(query)}{query}"'

    def built(self):
        """The expression that builds the client."""
        kind, module = self.dice.choice(CLIENTS[self.is_async]), MODULE[self.is_async]
        own = OF_ASYNC_CLIENTS if self.is_async else OF_CLIENTS
        way = self.dice.randrange(9)
        if way == 0 and not self.is_async:
            given = [f'"{self.host}"', "6379", str(self.db)]
            more = ["None", "3", "2", "None", "None", "None", "None", '"utf-8"', '"strict"', "None", "None", self.dice.choice(["True", "False"])]
            return f"{kind}({', '.join(given + more[: self.dice.choice([0, 2, 9, 15])])})"
        if way in (1, 2):
            call = self.dice.choice([f"{module}.from_url", f"{kind}.from_url"])
            return f"{call}({', '.join([self.url(), *self.some(OPTIONS, 2)])})"
        if way in (3, 4):
            return self.on_a_pool(kind, module)
        if way == 5:
            self.outside.append(f"OPTIONS_{self.number} = dict({', '.join([*self.address(), *self.some(OPTIONS, 2)])})")
            return f"{kind}(**OPTIONS_{self.number})"
        if way == 6:
            more = ", ".join(self.some(OPTIONS, 2))
            self.outside.append(f"make_{self.number} = functools.partial({', '.join([kind, *self.address()])})")
            return f"make_{self.number}({more})"
        if way == 7:
            self.outside.append(self.dice.choice([
                f"class Mine_{self.number}({kind}):\n    pass",
                f"class Mine_{self.number}({kind}):\n    def __init__(self, **given):\n        super().__init__(**given)",
                f"class Mine_{self.number}({kind}):\n    def __init__(self, *given, **named):\n        super().__init__(*given, **named)",
            ]))
            return f"Mine_{self.number}({', '.join([*self.address(), *self.some(OPTIONS + own, 3)])})"
        return f"{kind}({', '.join([*self.address(), *self.some(OPTIONS + own, 3)])})"

    def on_a_pool(self, kind, module):
        pool = self.dice.choice([f"{module}.ConnectionPool", f"{module}.ConnectionPool", f"{module}.BlockingConnectionPool"])
        text = f"{pool}({', '.join([*self.address(), *self.some(OPTIONS, 2)])})"
        if self.dice.random() < 0.3:
            text = f"{pool}.from_url({', '.join([self.url(), *self.some(OPTIONS, 1)])})"
        if self.dice.random() < 0.7:
            self.outside.append(f"POOL_{self.number} = {text}")
            text = f"POOL_{self.number}"
        if self.dice.random() < 0.25:
            return f"{kind}.from_pool({text})"
        beside = self.some([*self.address(), *OPTIONS], 2) if self.dice.random() < 0.4 else []
        return f"{kind}({', '.join([f'connection_pool={text}', *beside])})"

    def body(self, client):
        """What is asked of the client."""
        lines = []
        for _ in range(self.dice.randrange(1, 5)):
            if self.dice.random() < 0.25:
                lines.append(self.filled(self.dice.choice(ASYNC_BLOCKS if self.is_async else BLOCKS), client))
                continue
            text = self.filled(self.dice.choice(COMMANDS), client)
            lines.append(self.dice.choice([text, f"said.append({text})", f"said.append({text})", f"print({text})", f"one = {text}\nsaid.append(one)"]))
        return lines

    def filled(self, text, client):
        """A template with its client and its keys: one for each kind of value."""
        for kind in "nlzsxo":
            text = text.replace("{k}" + kind, f'"{self.name}:{kind}:" + key')
        return text.format(r=client, w=self.wait, k=f'"{self.name}:" + key', h=f'"{self.name}:h:" + key')

    def closing(self, client):
        # When one that nobody closes goes is up to the collector of garbage where it is asynchronous.
        if self.is_async:
            return [f"await {client}.{self.dice.choice(['close', 'close', 'aclose'])}()"]
        return [f"{client}.close()"] * (self.dice.random() < 0.4)

    def text(self):
        """The definitions and the function."""
        built = self.built()
        way = self.dice.choice([
            self.in_the_module, self.of_a_factory, self.of_a_cached_factory, self.of_a_class, self.of_an_object, self.local, self.within,
            self.of_a_dependency, self.when_needed, self.in_a_dict, self.each_time, self.handed_on,
        ])
        lines = ["said = []", *way(built), "return said"]
        body = "\n".join(lines).replace("\n", "\n    ")
        return "\n\n\n".join([*self.outside, f"{self.define} {self.name}(key):\n    {body}"])

    def in_the_module(self, built):
        self.outside.append(f"client_{self.number} = {built}")
        return self.body(f"client_{self.number}")

    def of_a_factory(self, built):
        self.outside.append(f"def get_{self.number}():\n    return {built}")
        return [f"r = get_{self.number}()", *self.body("r"), *self.closing("r")]

    def of_a_cached_factory(self, built):
        self.outside.append(f"@functools.lru_cache(maxsize=None)\ndef get_{self.number}():\n    return {built}")
        return self.body(f"get_{self.number}()")

    def of_a_class(self, built):
        self.outside.append(f"class Store_{self.number}:\n    r = {built}")
        return self.body(f"Store_{self.number}.r")

    def of_an_object(self, built):
        closing = "\n".join(self.closing("self.r")) or "pass"
        inside = "\n".join(self.body("self.r")).replace("\n", "\n        ")
        self.outside.append(
            f"class Store_{self.number}:\n    def __init__(self):\n        self.r = {built}\n\n"
            f"    {self.define} work(self, key, said):\n        {inside}\n\n    {self.define} end(self):\n        {closing}"
        )
        ends = [f"{self.wait}store.end()"] * (self.is_async or self.dice.random() < 0.7)
        return [f"store = Store_{self.number}()", f"{self.wait}store.work(key, said)", *ends]

    def local(self, built):
        return [f"r = {built}", *self.body("r"), *self.closing("r")]

    def within(self, built):
        inside = "\n".join(self.body("r")).replace("\n", "\n    ")
        return [f"{'async ' * self.is_async}with {built} as r:\n    {inside}"]

    def of_a_dependency(self, built):
        """A function that gives a client for as long as it is used."""
        closing = "\n".join(self.closing("r")) or "pass"
        manager = "asynccontextmanager" if self.is_async else "contextmanager"
        self.outside.append(
            f"@contextlib.{manager}\n{self.define} lent_{self.number}():\n    r = {built}\n    try:\n        yield r\n    finally:\n        {closing}"
        )
        inside = "\n".join(self.body("r")).replace("\n", "\n    ")
        return [f"{'async ' * self.is_async}with lent_{self.number}() as r:\n    {inside}"]

    def when_needed(self, built):
        name = f"kept_{self.number}"
        self.outside.append(f"{name} = None\n\n\ndef get_{self.number}():\n    global {name}\n    if {name} is None:\n        {name} = {built}\n    return {name}")
        return [f"r = get_{self.number}()", *self.body("r")]

    def in_a_dict(self, built):
        self.outside.append(f'STATE_{self.number} = {{"r": {built}}}')
        return self.body(f'STATE_{self.number}["r"]')

    def each_time(self, built):
        inside = "\n".join([f"r = {built}", *self.body("r"), *self.closing("r")]).replace("\n", "\n    ")
        return [f"for again in range(2):\n    {inside}"]

    def handed_on(self, built):
        inside = "\n".join(self.body("r")).replace("\n", "\n    ")
        self.outside.append(f"{self.define} work_{self.number}(r, key, said):\n    {inside}")
        return [f"r = {built}", f"{self.wait}work_{self.number}(r, key, said)", *self.closing("r")]


def program(seed, number):
    """A module, and the calls of its functions."""
    dice = random.Random(f"{seed}/{number}")
    flows = [Flow(dice, at) for at in range(dice.randrange(1, 4))]
    texts = [flow.text() for flow in flows]
    calls = [f"program.{flow.name}('{key}')" for key in "ab" for flow in flows]
    return "\n\n\n".join([HEAD, *texts]).replace("\n\n\n\n", "\n\n\n") + "\n", calls


def found(folder, seed, count):
    """Cases below a folder."""
    for number in range(count):
        name = f"composed-{seed}-{number}"
        below = os.path.join(folder, name)
        os.makedirs(os.path.join(below, "before"))
        text, calls = program(seed, number)
        written = {
            "before/program.py": text, "expected.toml": 'args = ["--unsafe-fixes"]\n',
            "run.toml": f"calls = {json.dumps(calls)}\nusers = {json.dumps(USERS)}\n",
        }
        for path, content in written.items():
            with open(os.path.join(below, path), "w", encoding="utf-8") as file:
                file.write(content)
        case = Case(name, below)
        case.composed = True
        yield case
