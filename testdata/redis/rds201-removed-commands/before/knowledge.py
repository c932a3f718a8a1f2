import redis

r = redis.Redis()
g = r.graph("social")
print(r.tfcall("lib", "function"))
