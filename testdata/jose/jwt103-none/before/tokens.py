from jose import jws, jwt
from jose.constants import ALGORITHMS

ACCEPTED = ["HS256", "none"]


def read(token, key):
    return jwt.decode(token, key, algorithms=ACCEPTED)


def read_signed(token, key):
    return jws.verify(token, key, ["RS256", "NONE"])


def unsigned(claims):
    return jwt.encode(claims, "", algorithm=ALGORITHMS.NONE)
