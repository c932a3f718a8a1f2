import redis

client = redis.Redis(host="cache")


def app(environ, start_response):
    client.get("hits")
    return []
