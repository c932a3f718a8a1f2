import ssl
from ssl import CERT_NONE, CERT_REQUIRED

import redis
from redis.cluster import ClusterNode, RedisCluster

required = redis.Redis(host="10.0.0.1", ssl=True, ssl_cert_reqs=CERT_REQUIRED)
optional = redis.Redis(host="10.0.0.1", ssl=True, ssl_cert_reqs=ssl.CERT_OPTIONAL)
cluster = RedisCluster(startup_nodes=[ClusterNode("n", 1)], ssl=True, ssl_cert_reqs=ssl.CERT_REQUIRED)
none = redis.Redis(host="10.0.0.1", ssl=True, ssl_cert_reqs=CERT_NONE)
said = redis.Redis(host="10.0.0.1", ssl=True, ssl_cert_reqs=ssl.CERT_REQUIRED, ssl_check_hostname=True)
