import jwt as jwt_2

def verify(jwt: str):
    return jwt.strip()

def read(token):
    try:
        return jwt_2.decode(token, "k", algorithms=["HS256"])
    except jwt_2.InvalidTokenError:
        return None
