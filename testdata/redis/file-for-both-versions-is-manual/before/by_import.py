import redis

try:
    from redis.commands.search.index_definition import IndexDefinition
except ImportError:
    from redis.commands.search.indexDefinition import IndexDefinition

r = redis.Redis(charset="utf-8")
r.hmset("a", {"b": 1})
r.ft("docs").create_index([], definition=IndexDefinition(prefix=["doc:"]))
