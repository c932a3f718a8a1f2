import os

from jose import jwk, jws, jwt

SECRET = b"not so secret"
PUBLIC = b"-----BEGIN PUBLIC KEY-----\n..."


def wrong(token, claims):
    jwt.decode(token, SECRET, algorithms=["HS256"])
    jws.sign(claims, b"another one", algorithm="HS256")
    jwk.construct("in a key", "HS256")
    return jwk.construct(b"in bytes", algorithm="HS256")


def right(token, claims):
    jwt.decode(token, PUBLIC, algorithms=["RS256"])
    jwk.construct(PUBLIC, "RS256")
    jwk.construct(os.environ["KEY"], "HS256")
    jwk.construct({"kty": "oct", "k": claims["k"]})
    jws.sign(claims, b"", algorithm="HS256")
    return jwt.decode(token, os.environ["KEY"].encode(), algorithms=["HS256"])
