import redis

r = redis.Redis()
document = r.json().jsonget("document:1")
r.json().jsonset("document:1", "$", {"a": 1})
