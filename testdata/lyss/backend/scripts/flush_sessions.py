"""Ends all sessions, after a key was lost: `python scripts/flush_sessions.py redis://localhost:6379/0`."""

import sys

import redis


def flush(url: str, batch: int = 500) -> int:
    client = redis.StrictRedis.from_url(url, decode_responses=True)
    names = list(client.scan_iter("session:*", count=batch))
    names += list(client.scan_iter("sessions:*", count=batch))
    for start in range(0, len(names), batch):
        client.delete(*names[start : start + batch])
    client.close()
    return sum(name.startswith("session:") for name in names)


if __name__ == "__main__":
    print(flush(sys.argv[1]), "sessions ended")
