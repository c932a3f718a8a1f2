import asyncio

import redis.asyncio as aioredis

from tasks import notifications


def test_nobody_listens():
    client = notifications.publisher()
    assert notifications.publish(client, 7, "title", text="Walks") == 0
    assert notifications.last_event(client, 7) == {"kind": "title", "text": "Walks"}
    assert notifications.last_event(client, 8) == {}


def test_text_is_text():
    client = notifications.publisher()
    client.set("greeting", "Grüße")
    assert client.get("greeting") == "Grüße"


async def test_who_listens_is_told(settings):
    client = aioredis.Redis(host=settings.redis_host, port=settings.redis_port, decode_responses=True)
    events = notifications.listen(client, [7, 8], most=2)
    try:
        task = asyncio.ensure_future(events.__anext__())
        publisher = notifications.publisher()
        for _ in range(100):
            if publisher.pubsub_numsub("user:7")[0][1]:
                break
            await asyncio.sleep(0.02)
        assert notifications.publish(publisher, 7, "title", text="Walks") == 1
        assert await task == {"kind": "title", "text": "Walks"}
    finally:
        await events.aclose()
        await client.close()
