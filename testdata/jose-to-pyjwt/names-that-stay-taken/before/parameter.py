from jose import jwt, JWTError

def verify(jwt: str):
    return jwt.strip()

def read(token):
    try:
        return jwt.decode(token, "k", algorithms=["HS256"])
    except JWTError:
        return None
