import redis.asyncio.lock as locks
from redis.asyncio import client
from redis.asyncio.utils import *
