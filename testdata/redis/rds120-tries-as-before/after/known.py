import redis.retry
from redis import StrictRedis
from redis.backoff import NoBackoff


class Retry:
    """How often a page is asked for."""

    times = 3


none = NoBackoff()
words = StrictRedis("cache", socket_timeout=0.2, retry=redis.retry.Retry(NoBackoff(), 0))


def say(word):
    return words.append("said", word)
