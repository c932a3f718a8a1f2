import redis

pool = redis.ConnectionPool(host="h")
r = redis.Redis(connection_pool=pool, db=2)


def raw(command):
    conn = pool.get_connection("_")
    conn.send_command(command)
    return conn.read_response()


other = redis.ConnectionPool(host="h")
s = redis.Redis(connection_pool=other, db=2)


def stop():
    other.disconnect()
