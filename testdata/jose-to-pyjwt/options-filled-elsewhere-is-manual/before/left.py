from jose import jwt

SECRET = "a secret that is as long as the hash of it is"
WITH_LEEWAY = {"verify_aud": False, "leeway": 30}
REQUIRING = {"require_exp": True}
FILLED = {"verify_aud": False}


def fill(more):
    FILLED.update(more)


# PyJWT passes over what these say, or may say.
def with_leeway(token):
    return jwt.decode(token, SECRET, algorithms=["HS256"], options=WITH_LEEWAY)


def requiring(token):
    return jwt.decode(token, SECRET, algorithms=["HS256"], options=REQUIRING)


def filled(token):
    return jwt.decode(token, SECRET, algorithms=["HS256"], options=FILLED)
