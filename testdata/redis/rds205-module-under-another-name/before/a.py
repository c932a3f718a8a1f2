import redis.commands.search.indexDefinition as idx

d = idx.IndexDefinition(prefix=["a"])
kind: idx.IndexType = idx.IndexType.HASH
