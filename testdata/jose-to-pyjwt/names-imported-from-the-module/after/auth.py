import jwt
from jwt import decode, encode

SECRET = "a secret that is as long as the hash of it is"


def issued(claims):
    return encode(payload=claims, key=SECRET)


def by_position(token):
    return decode(token, SECRET, ["HS256"], None, audience=None, issuer="them")


def by_name(token):
    return decode(jwt=token, key=SECRET, algorithms=["HS256"])
