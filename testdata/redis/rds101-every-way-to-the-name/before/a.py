from redis import Redis as Client
from redis.connection import ConnectionPool

made = Client(db=1, connection_pool=ConnectionPool())
