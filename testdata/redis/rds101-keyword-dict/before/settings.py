REDIS = {"host": "redis.prod", "port": 6379, "db": 0}
