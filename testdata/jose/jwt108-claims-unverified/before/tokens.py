from jose import jws, jwt
from jose.exceptions import JWTError


def current_user(token, users):
    claims = jwt.get_unverified_claims(token)
    return users[claims["sub"]]


def raw(token):
    return jws.get_unverified_claims(token)


def choose_key(token, keys):
    header = jwt.get_unverified_header(token)
    return jwt.decode(token, keys[header["kid"]], algorithms=["RS256"])


def of_tenant(token, tenants):
    issuer = jwt.get_unverified_claims(token)["iss"]
    try:
        return jwt.decode(token, tenants[issuer], algorithms=["RS256"])
    except JWTError:
        return None


def of_two(token, other, key):
    jwt.decode(other, key, algorithms=["RS256"])
    return jwt.get_unverified_claims(token)
