import jose.jwt
from jose.exceptions import JWTClaimsError


def checked(token, key, options):
    try:
        return jose.jwt.decode(token, key, algorithms=["RS256"])
    except JWTClaimsError as error:
        return str(error)
