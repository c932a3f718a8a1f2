from jose import jwt

KEYS = {}


def verified(token):
    issuer = jwt.get_unverified_claims(token)["iss"]
    return jwt.decode(token, KEYS[issuer], algorithms=["RS256"])


def verify(token, key):
    return jwt.decode(token, key, algorithms=["RS256"])


def verified_by_another(token):
    issuer = jwt.get_unverified_claims(token)["iss"]
    return verify(token, KEYS[issuer])


def trusted(token):
    return jwt.get_unverified_claims(token)["sub"]


def without_a_look(token):
    issuer = jwt.decode(token, None, options={"verify_signature": False})["iss"]
    return jwt.decode(token, KEYS[issuer], algorithms=["RS256"])


def trusted_without_a_look(token):
    return jwt.decode(token, None, options={"verify_signature": False})["sub"]
