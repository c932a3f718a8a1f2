import typing

from redis.commands.search.index_definition import *
from redis.compat import *
d = IndexDefinition(prefix=["x"])
x: typing.Literal["a"] = "a"
