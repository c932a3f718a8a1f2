try:
    import ujson as json
except ImportError:
    import json

import aioredis


def connect(url):
    return aioredis.from_url(url)
