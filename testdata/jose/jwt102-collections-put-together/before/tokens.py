from jose import constants, jwt
from jose.constants import ALGORITHMS


def wrong(token, key):
    jwt.decode(token, key, algorithms=list(ALGORITHMS.SUPPORTED))
    jwt.decode(token, key, algorithms=ALGORITHMS.SUPPORTED)
    jwt.decode(token, key, algorithms=ALGORITHMS.HMAC | ALGORITHMS.RSA)
    jwt.decode(token, key, algorithms=[*ALGORITHMS.HMAC, *ALGORITHMS.EC_DS])
    jwt.decode(token, key, algorithms=list(ALGORITHMS.HMAC) + ["RS256"])
    # `none` is among all of them.
    return jwt.decode(token, key, algorithms=sorted(constants.ALGORITHMS.ALL))


def right(token, key):
    jwt.decode(token, key, algorithms=list(ALGORITHMS.HMAC))
    jwt.decode(token, key, algorithms=[*ALGORITHMS.RSA_DS])
    return jwt.decode(token, key, algorithms=ALGORITHMS.RSA_DS | ALGORITHMS.EC_DS)
