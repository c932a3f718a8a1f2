from jose import JWTError, jwt


def who(token):
    try:
        return jwt.decode(token, "secret", algorithms=["HS256"])["sub"]
    except JWTError:
        return None
