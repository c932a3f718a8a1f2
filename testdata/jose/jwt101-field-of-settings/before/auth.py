from jose import jwt

from settings import settings


def claims(token):
    return jwt.decode(token, "k", algorithms=settings.jwt_algorithms)
