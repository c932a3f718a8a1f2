import jwt as jwt_2
from jwt import InvalidTokenError

def verify(jwt: str):
    return jwt.strip()

def read(token):
    try:
        return jwt_2.decode(token, "k", algorithms=["HS256"])
    except InvalidTokenError:
        return None
