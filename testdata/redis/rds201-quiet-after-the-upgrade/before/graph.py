import redis


class Graphs(dict):
    def graph(self, name):
        return self[name]


r = redis.Redis()
r.set("a", 1)
Graphs(a=1).graph("a")
