from db import client, get_connection


class UserStore:
    def __init__(self, connection):
        self.connection = connection
        self.primary = get_connection()

    def save(self, user):
        self.primary.hmset(f"user:{user['id']}", user)


def save(user):
    client.hmset("user", user)
    get_connection().hmset("user", user)


store = UserStore(client)
