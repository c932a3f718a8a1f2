"""Takes notes from a list in Redis, so that the backend need not wait for the model."""

import json
import logging
import signal

import redis

from memory import store
from memory.config import get_settings
from memory.recent import Recent, connect

logger = logging.getLogger(__name__)

QUEUE = "notes:todo"
FAILED = "notes:failed"


def put(client: redis.Redis, user: str, text: str) -> int:
    return client.rpush(QUEUE, json.dumps({"user": user, "text": text}))


def take(client: redis.Redis, short: Recent, wait: int = 1) -> bool:
    """Does the next note; whether there was one."""
    found = client.blpop(QUEUE, timeout=wait)
    if found is None:
        return False
    _, line = found
    try:
        note = json.loads(line)
        store.remember(note["user"], note["text"], source="queue")
        short.note(note["user"], note["text"])
    except Exception:
        logger.exception("a note failed")
        client.rpush(FAILED, line)
    return True


def retry_failed(client: redis.Redis) -> int:
    count = 0
    while client.rpoplpush(FAILED, QUEUE):
        count += 1
    return count


def main():
    settings = get_settings()
    client = connect(settings)
    short = Recent(client, settings.recent_notes)
    stopped = []
    signal.signal(signal.SIGTERM, lambda *_: stopped.append(True))
    while not stopped:
        take(client, short)
    client.close()


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO)
    main()
