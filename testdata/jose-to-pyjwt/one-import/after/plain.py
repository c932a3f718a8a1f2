import jwt


def who(token):
    try:
        return jwt.decode(token, "secret", algorithms=["HS256"])["sub"]
    except jwt.InvalidTokenError:
        return None
