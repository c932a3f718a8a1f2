import json

from jose import jws, jwt
from jose.exceptions import ExpiredSignatureError


def parsed(token):
    headers, payload, signing_input, signature = jws._load(token)
    return headers, json.loads(payload.decode())


def is_expired(claims):
    try:
        jwt._validate_claims(claims, audience=None, issuer=None)
    except ExpiredSignatureError:
        return True
    return False
