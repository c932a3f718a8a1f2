from typing import Annotated, Optional

import redis

MaybeClient = Optional[redis.Redis]
Given = Annotated[redis.Redis, "of the request"]
Either = redis.Redis | redis.RedisCluster
type Named = Optional[redis.Redis]
