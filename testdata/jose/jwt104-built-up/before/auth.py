import os

from jose import jws, jwt

ALGORITHMS = ["HS256"]
BASE = {"verify_aud": False}


def united(token, key):
    return jwt.decode(token, key, algorithms=ALGORITHMS, options=BASE | {"verify_signature": False})


def updated(token, key):
    options = {}
    options.update(verify_signature=False)
    return jwt.decode(token, key, algorithms=ALGORITHMS, options=options)


def as_good_as_false(token, key):
    jwt.decode(token, key, algorithms=ALGORITHMS, options={"verify_signature": 0})
    jwt.decode(token, key, algorithms=ALGORITHMS, options={"verify_signature": None})
    return jws.verify(token, key, ALGORITHMS, verify=0)


def by_a_caller(token, key, verify=True):
    return jwt.decode(token, key, algorithms=ALGORITHMS, options={"verify_signature": verify})


def handed_on(token, **more):
    return jwt.decode(token, open("key").read(), **more)


def computed(token, key):
    return jwt.decode(token, key, algorithms=ALGORITHMS, options={f"verify_{one}": False for one in ("signature", "exp")})


def by_the_environment(token, key):
    return jwt.decode(token, key, algorithms=ALGORITHMS, options={"verify_signature": not os.getenv("DEBUG")})


def looked_at(token, key, late):
    options = {"verify_signature": True}
    if late:
        options["verify_exp"] = True
    return jwt.decode(token, key, algorithms=ALGORITHMS, options=options)


def uses(token, key):
    by_a_caller(token, key, False)
    return handed_on(token, algorithms=ALGORITHMS, options={"verify_signature": False})
