from jose import jwe, jwk, jws, jwt
from jose.constants import ALGORITHMS


def sealed(text, key):
    return jwe.encrypt(text, key)


def signed(payload, key):
    return jws.sign(payload, key, algorithm=ALGORITHMS.HS256)


def key_of(mapping):
    return jwk.construct(mapping, "RS256")


def claims(token):
    return jwt.get_unverified_claims(token)


def any_of(token, key):
    return jwt.decode(token, key)
