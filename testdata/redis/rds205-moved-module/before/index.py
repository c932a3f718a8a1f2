import redis
from redis.commands.search.field import TextField
from redis.commands.search.indexDefinition import IndexDefinition, IndexType

r = redis.Redis()
definition = IndexDefinition(prefix=["doc:"], index_type=IndexType.HASH)
r.ft("docs").create_index([TextField("title")], definition=definition)
