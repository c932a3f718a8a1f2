from db import client, get_connection


class UserStore:
    def __init__(self, connection):
        self.connection = connection
        self.primary = get_connection()

    def save(self, user):
        self.primary.hset(f"user:{user['id']}", mapping=user)


def save(user):
    client.hset("user", mapping=user)
    get_connection().hset("user", mapping=user)


store = UserStore(client)
