import jwt

SECRET = "a secret that is as long as the hash of it is"
LOOSE = {"verify_aud": False}
BUILT = {}
BUILT["verify_aud"] = False


def constant(token):
    return jwt.decode(token, SECRET, algorithms=["HS256"], options=LOOSE)


def built(token):
    return jwt.decode(token, SECRET, algorithms=["HS256"], options=BUILT)


def assigned_once(token):
    options = {"verify_aud": False, "verify_exp": True}
    return jwt.decode(token, SECRET, algorithms=["HS256"], options=options)
