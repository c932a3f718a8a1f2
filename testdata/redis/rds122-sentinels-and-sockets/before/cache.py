import redis
import redis.asyncio
from redis.sentinel import Sentinel

Sentinel([("one", 26379)], sentinel_kwargs={"ssl": True, "ssl_ca_certs": "ca.pem"})
Sentinel([("one", 26379)], sentinel_kwargs={"ssl": True, "ssl_check_hostname": False})
Sentinel([("one", 26379)], sentinel_kwargs={"ssl": True, "ssl_cert_reqs": "none"})
Sentinel([("one", 26379)], sentinel_kwargs={"password": "word"})

# A socket of the file system has no host whose name anybody looks at.
redis.Redis(unix_socket_path="/run/redis.sock", ssl=True)
