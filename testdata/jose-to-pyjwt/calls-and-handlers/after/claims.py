import jwt
from jwt import (
    ImmatureSignatureError,
    InvalidAudienceError,
    InvalidIssuedAtError,
    InvalidIssuerError,
    MissingRequiredClaimError,
)
from jwt.exceptions import InvalidJTIError, InvalidSubjectError


def checked(token, key, options):
    try:
        return jwt.decode(token, key, algorithms=["RS256"])
    except (InvalidAudienceError, InvalidIssuerError, InvalidIssuedAtError, ImmatureSignatureError, MissingRequiredClaimError, InvalidSubjectError, InvalidJTIError) as error:
        return str(error)
