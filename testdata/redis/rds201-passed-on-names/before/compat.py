from redis.compat import Literal

Mode = Literal["r", "w"]
