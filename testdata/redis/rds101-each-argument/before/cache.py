import redis
import redis.asyncio as aioredis
from redis.backoff import NoBackoff
from redis.retry import Retry

named_pool = redis.ConnectionPool()
named = redis.Redis(connection_pool=named_pool, host="cache", port=7000, db=2, username="app", password="s3cr3t", client_name="worker")

timed_pool = redis.BlockingConnectionPool(timeout=2)
timed = redis.Redis(
    connection_pool=timed_pool, socket_timeout=3, socket_connect_timeout=2, socket_keepalive=True, health_check_interval=30,
    max_connections=4,
)

read_pool = redis.ConnectionPool(host="texts")
read = redis.Redis(connection_pool=read_pool, encoding="latin-1", encoding_errors="replace", decode_responses=True)

patient_pool = redis.ConnectionPool()
patient = redis.Redis(connection_pool=patient_pool, retry=Retry(NoBackoff(), 2), retry_on_error=[redis.TimeoutError])

new_pool = redis.ConnectionPool()
new = redis.Redis(connection_pool=new_pool, protocol=3, decode_responses=True)

async_pool = aioredis.ConnectionPool()
asynchronous = aioredis.Redis(connection_pool=async_pool, host="cache", port=7000, db=3, username="app", password="s3cr3t", socket_timeout=3)
