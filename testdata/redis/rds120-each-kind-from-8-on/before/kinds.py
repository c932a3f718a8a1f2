import redis
import redis.asyncio

limited = redis.Redis(host="cache", socket_timeout=1, max_connections=9)
usual = redis.asyncio.Redis(host="cache", max_connections=9)
patient = redis.Redis(host="cache", socket_timeout=None, max_connections=9)


async def warned(key):
    limited.incr(key)
    limited.set(key, 1, nx=True)
    limited.execute_command("INCR", key)
    await usual.incr(key)
    await usual.set(key, 1, get=True)
    await usual.execute_command("INCR", key)


async def noted(key):
    limited.eval("return redis.call('INCR', KEYS[1])", 1, key)
    await usual.evalsha("0" * 40, 1, key)
    patient.incr(key)
    patient.set(key, 1, nx=True)
    patient.execute_command("INCR", key)
    patient.fcall("count", 1, key)
    with patient.pipeline() as pipe:
        pipe.incr(key)
        pipe.execute()


async def quiet(key):
    limited.set(key, 1, xx=True)
    await usual.execute_command("GET", key)
    patient.eval_ro("return 1", 0)
