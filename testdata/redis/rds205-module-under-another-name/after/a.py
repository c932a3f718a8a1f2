import redis.commands.search.index_definition as idx

d = idx.IndexDefinition(prefix=["a"])
kind: idx.IndexType = idx.IndexType.HASH
