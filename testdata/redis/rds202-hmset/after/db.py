import redis

client = redis.Redis(decode_responses=True)


def get_connection():
    return client
