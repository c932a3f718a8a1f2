import redis
import redis.asyncio

client = redis.Redis(host="cache", socket_timeout=1)
waiting = redis.asyncio.Redis(host="cache", socket_timeout=1)


async def run(key, names):
    client.set(key, 1, nx=True)
    client.set(key, 2, get=True)
    client.execute_command("INCR", key)
    client.execute_command("lpush", key, 1)
    client.eval("return redis.call('INCR', KEYS[1])", 1, key)
    client.evalsha("0" * 40, 1, key)
    await waiting.set(key, 1, nx=True)
    await waiting.execute_command("XADD", key, "*", "a", 1)


async def quiet(key, names, command):
    client.set(key, 1)
    client.set(key, 1, nx=False)
    client.set(key, 1, xx=True)
    client.execute_command("GET", key)
    client.execute_command(*names)
    client.execute_command(command, key)
    client.eval_ro("return 1", 0)
    await waiting.execute_command("HSET", key, "a", 1)
