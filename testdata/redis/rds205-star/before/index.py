from redis.commands.search.indexDefinition import *
from redis.compat import *
d = IndexDefinition(prefix=["x"])
x: Literal["a"] = "a"
