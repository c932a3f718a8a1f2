from jose import jws, jwt

UNVERIFIED = {"verify_signature": False, "verify_exp": False}


def claims(token):
    return jwt.decode(token, "", options={"verify_signature": False})


def expired_claims(token):
    return jwt.decode(token, "", None, UNVERIFIED)


def named(token):
    options = dict(verify_signature=False)
    return jwt.decode(token, "", options=options)


def payload(token):
    return jws.verify(token, "", None, verify=False)
