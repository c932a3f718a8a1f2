import jwt as jwt_2
from jose import jwt

__all__ = ["jwt", "read"]

def read(token):
    return jwt_2.decode(token, "k", algorithms=["HS256"])
