from jose import jws, jwt

LOOSE = {"verify_signature": False, "verify_exp": False}


def user(token):
    return jwt.decode(token, None, options=LOOSE)["sub"]


def payload(token):
    return jws.verify(token, "", algorithms=None, verify=False)


def checked(token, key, trust):
    return jwt.decode(token, key, algorithms=["RS256"], options={"verify_signature": trust})
