import redis

client = redis.Redis(host="localhost", port=6379)
other = redis.Redis()
other.ping()
client.ping()
