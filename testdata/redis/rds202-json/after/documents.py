import redis

r = redis.Redis()
document = r.json().get("document:1")
r.json().set("document:1", "$", {"a": 1})
