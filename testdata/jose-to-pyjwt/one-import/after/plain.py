import jwt as jwt_2


def who(token):
    try:
        return jwt_2.decode(token, "secret", algorithms=["HS256"])["sub"]
    except jwt_2.InvalidTokenError:
        return None
