from jose import JWTError, jws, jwt
from jose.constants import ALGORITHMS

from config import ALGORITHM, settings


def current_user(token):
    try:
        return jwt.decode(token, settings.SECRET_KEY, algorithms=[settings.ALGORITHM])
    except JWTError:
        return None


def by_position(token, key):
    return jwt.decode(token, key, [ALGORITHM])


def by_constant(token, key):
    return jwt.decode(token, key, algorithms=ALGORITHMS.RS256)


def by_text(token, key):
    return jws.verify(token, key, "HS256")


def unverified(token):
    return jwt.get_unverified_claims(token)


def issue(claims, key):
    return jwt.encode(claims, key)
