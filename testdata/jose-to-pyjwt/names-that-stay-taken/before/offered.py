from jose import jwt

__all__ = ["jwt", "read"]

def read(token):
    return jwt.decode(token, "k", algorithms=["HS256"])
