from jose import jwt
from jose.constants import ALGORITHMS


def a(t):
    return jwt.decode(t, "k", algorithms=ALGORITHMS.ALL)


def b(t):
    return jwt.decode(t, "k", algorithms=ALGORITHMS.SUPPORTED)


HS = ["HS256"]


def c(t):
    return jwt.decode(t, "k", algorithms=HS + ["RS256"])


def d(t):
    return jwt.decode(t, "k", algorithms=ALGORITHMS.HMAC)


def e(t):
    return jwt.decode(t, "k", algorithms=HS + ["HS384"])


def f(t):
    return jwt.decode(t, "k", algorithms={"HS256"} | {"RS256"})


def g(t, more):
    return jwt.decode(t, "k", algorithms=HS + more)
