import os

HOST = os.environ["HOST"]


def address(db):
    return f"rediss://{HOST}:6379/{db}"


class Settings:
    host = HOST

    @property
    def redis_url(self):
        return f"rediss://{self.host}:6379/0"

    @property
    def bounded_url(self):
        return f"redis://{self.host}:6379/0?max_connections=9"

    def plain(self):
        return f"redis://{self.host}:6379/0"


settings = Settings()
