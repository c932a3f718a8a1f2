import threading
import time

import redis


def consume(queue):
    r = redis.Redis(host="queue")
    while True:
        job = r.blpop(queue)
        print(job)


def listen():
    pubsub = redis.Redis().pubsub()
    pubsub.subscribe("news")
    for message in pubsub.listen():
        print(message)


async def listen_later():
    import redis.asyncio as aioredis

    client = aioredis.from_url("redis://redis/0")
    async with client.pubsub() as channel:
        await channel.subscribe("news")
        async for message in channel.listen():
            print(message)


def start(name):
    threading.Thread(target=consume, args=(name,)).start()


def wait_for_redis():
    for attempt in range(10):
        try:
            client = redis.Redis(host="queue")
            client.ping()
        except redis.ConnectionError:
            time.sleep(attempt)
        else:
            break


if __name__ == "__main__":
    wait_for_redis()
    start("mail")
