import jwt
import jwt.exceptions


def checked(token, key, options):
    try:
        return jwt.decode(token, key, algorithms=["RS256"])
    except (jwt.InvalidAudienceError, jwt.InvalidIssuerError, jwt.InvalidIssuedAtError, jwt.ImmatureSignatureError, jwt.MissingRequiredClaimError, jwt.exceptions.InvalidSubjectError, jwt.exceptions.InvalidJTIError) as error:
        return str(error)
