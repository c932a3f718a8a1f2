from jose import jwt
from jose.constants import ALGORITHMS

SHARED = {"HS256"}
PUBLIC = ["RS256"]
GROWN = set(SHARED)
GROWN.update(PUBLIC)
UNSIGNED = {"RS256", "none"}


def wrong(token, key):
    jwt.decode(token, key, algorithms=SHARED.union(PUBLIC))
    jwt.decode(token, key, algorithms=list(SHARED.union(PUBLIC)))
    jwt.decode(token, key, algorithms=frozenset(SHARED).union(PUBLIC, ["ES256"]))
    jwt.decode(token, key, algorithms=SHARED ^ set(PUBLIC))
    jwt.decode(token, key, algorithms=ALGORITHMS.HMAC.union(ALGORITHMS.RSA))
    jwt.decode(token, key, algorithms=GROWN)
    return jwt.decode(token, key, algorithms=UNSIGNED | set(PUBLIC))


def right(token, key):
    jwt.decode(token, key, algorithms=SHARED.union(["HS512"]))
    jwt.decode(token, key, algorithms=(SHARED | set(PUBLIC)) & {"RS256", "RS512"})
    jwt.decode(token, key, algorithms=(SHARED | set(PUBLIC)).intersection(PUBLIC))
    jwt.decode(token, key, algorithms=UNSIGNED - {"none"})
    return jwt.decode(token, key, algorithms=UNSIGNED.difference(["none"], SHARED))


def not_known(token, key, more):
    return jwt.decode(token, key, algorithms=SHARED.union(more))
