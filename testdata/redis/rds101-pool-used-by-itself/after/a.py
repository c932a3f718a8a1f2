import redis

pool = redis.ConnectionPool(host="h")
r = redis.Redis(connection_pool=pool, db=2)


def raw(command):
    conn = pool.get_connection("_")
    conn.send_command(command)
    return conn.read_response()


other = redis.ConnectionPool(host="h", db=2)
s = redis.Redis(connection_pool=other)


def stop():
    other.disconnect()
