from jose import jwt

import config
from config import ALLOWED, SYMMETRIC


def read(token, key):
    accepted = ["RS256", "HS384"]
    return jwt.decode(token, key, algorithms=accepted)


def read_imported(token, key):
    return jwt.decode(token, key, algorithms=ALLOWED)


def read_attribute(token, key):
    return jwt.decode(token, key, algorithms=config.ALLOWED)


def read_mixed(token, key):
    return jwt.decode(token, key, algorithms=[SYMMETRIC, "RS256"])
