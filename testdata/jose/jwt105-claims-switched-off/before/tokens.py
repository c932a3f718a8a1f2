from jose import jwt

RELAXED = {"verify_aud": False, "verify_at_hash": False}


def read(token, key):
    return jwt.decode(token, key, algorithms=["RS256"], options=RELAXED)


def read_late(token, key):
    return jwt.decode(token, key, algorithms=["RS256"], options={"verify_exp": False, "leeway": 10})


def strict(token, key):
    return jwt.decode(token, key, algorithms=["RS256"], options={"verify_exp": True, "verify_at_hash": False})
