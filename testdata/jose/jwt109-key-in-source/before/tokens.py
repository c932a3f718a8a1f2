import os

from jose import jws, jwt
from settings import settings

SECRET_KEY = "09d25e094faa6ca2556c818166b7a9563b93f7099f6f0f4caa6cf63b88e8d3e7"
FROM_ENVIRONMENT = os.environ["SECRET_KEY"]
WITH_DEFAULT = os.getenv("SECRET_KEY", "change-me")
WITH_EMPTY_DEFAULT = os.getenv("SECRET_KEY", "")
PUBLIC = """-----BEGIN PUBLIC KEY-----
MFwwDQYJKoZIhvcNAQEBBQADSwAwSAJBAK
-----END PUBLIC KEY-----"""


def make(claims):
    return jwt.encode(claims, SECRET_KEY, algorithm="HS256")


def read(token):
    return jwt.decode(token, WITH_DEFAULT, algorithms=["HS256"])


def of_settings(token):
    return jwt.decode(token, settings.secret_key, algorithms=["HS256"])


def sign(payload):
    return jws.sign(payload, "sssh", algorithm="HS256")


def quiet(token):
    jwt.decode(token, FROM_ENVIRONMENT, algorithms=["HS256"])
    jwt.decode(token, WITH_EMPTY_DEFAULT, algorithms=["HS256"])
    jwt.decode(token, settings.other_key, algorithms=["HS256"])
    return jwt.decode(token, PUBLIC, algorithms=["RS256"])
