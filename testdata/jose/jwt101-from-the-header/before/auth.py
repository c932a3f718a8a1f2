import logging
import os

from jose import jwt

KEY = os.environ["KEY"]
NAMES = os.environ.get("ALGORITHMS", "HS256").split(",")


def item(token):
    return jwt.decode(token, KEY, algorithms=[jwt.get_unverified_header(token)["alg"]])


def variable(token):
    header = jwt.get_unverified_header(token)
    alg = header.get("alg")
    return jwt.decode(token, KEY, algorithms=[alg])


def text(token):
    header = jwt.get_unverified_header(token)
    return jwt.decode(token, KEY, algorithms=header["alg"])


def checked(token):
    header = jwt.get_unverified_header(token)
    if header["alg"] not in ("HS256", "HS512"):
        raise ValueError("algorithm")
    return jwt.decode(token, KEY, algorithms=[header["alg"]])


def key_of_the_header(token, keys):
    header = jwt.get_unverified_header(token)
    return jwt.decode(token, keys[header["kid"]], algorithms=["RS256"])


def configured(token):
    return jwt.decode(token, KEY, algorithms=NAMES)


def logged(token):
    logging.info("token of %s", jwt.get_unverified_claims(token).get("sub"))
