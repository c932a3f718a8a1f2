import redis
import redis.asyncio as aioredis
from redis.backoff import NoBackoff
from redis.retry import Retry

named_pool = redis.ConnectionPool(host="cache", port=7000, db=2, username="app", password="s3cr3t", client_name="worker")
named = redis.Redis(connection_pool=named_pool)

timed_pool = redis.BlockingConnectionPool(timeout=2, socket_timeout=3, socket_connect_timeout=2, socket_keepalive=True, health_check_interval=30, max_connections=4)
timed = redis.Redis(
    connection_pool=timed_pool,
)

read_pool = redis.ConnectionPool(host="texts", encoding="latin-1", encoding_errors="replace", decode_responses=True)
read = redis.Redis(connection_pool=read_pool)

patient_pool = redis.ConnectionPool(retry=Retry(NoBackoff(), 2), retry_on_error=[redis.TimeoutError])
patient = redis.Redis(connection_pool=patient_pool)

new_pool = redis.ConnectionPool(protocol=3, decode_responses=True)
new = redis.Redis(connection_pool=new_pool)

async_pool = aioredis.ConnectionPool(host="cache", port=7000, db=3, username="app", password="s3cr3t", socket_timeout=3)
asynchronous = aioredis.Redis(connection_pool=async_pool)
