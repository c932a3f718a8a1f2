class ConnectionPool:
    def __init__(self, max_connections=10):
        self.max_connections = max_connections


class Redis:
    def __init__(self, host, port, connection_pool):
        self.address = (host, port)
        self.connection_pool = connection_pool
