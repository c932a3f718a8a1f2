import aioredis.exceptions
import aioredis.lock as locks
import aioredis.sentinel
from aioredis import client
from aioredis.utils import *
