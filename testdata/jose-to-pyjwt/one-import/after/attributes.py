import jwt
import jwt.exceptions as jwt_exceptions


def who(token):
    try:
        return jwt.decode(token, "secret", algorithms=["HS256"])["sub"]
    except jwt.ExpiredSignatureError:
        return "late"
    except jwt.InvalidTokenError:
        return None
    except (jwt.InvalidAudienceError, jwt.InvalidIssuerError, jwt.InvalidIssuedAtError, jwt.ImmatureSignatureError, jwt.MissingRequiredClaimError, jwt_exceptions.InvalidSubjectError, jwt_exceptions.InvalidJTIError):
        return None
