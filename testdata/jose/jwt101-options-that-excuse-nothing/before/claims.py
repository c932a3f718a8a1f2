from jose import jws, jwt

UNVERIFIED = {"verify_signature": False}


def late(token, key):
    return jwt.decode(token, key, options={"verify_exp": False})


def verified(token, key):
    return jwt.decode(token, key, options={"verify_signature": True})


def given(token, key, options):
    return jwt.decode(token, key, options=options)


def either(token, key, trusted):
    options = UNVERIFIED if trusted else {}
    return jwt.decode(token, key, options=options)


def payload(token, key):
    return jws.verify(token, key, None)
