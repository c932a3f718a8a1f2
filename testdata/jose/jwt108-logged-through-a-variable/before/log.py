import logging

from jose import jwt

log = logging.getLogger(__name__)


def logged(token):
    claims = jwt.get_unverified_claims(token)
    log.info("from %s", claims["iss"])


def logged_and_used(token):
    claims = jwt.get_unverified_claims(token)
    log.info("from %s", claims["iss"])
    return claims["sub"]
