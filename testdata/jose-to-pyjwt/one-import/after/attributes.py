import jwt as jwt_2
import jwt.exceptions as jwt_exceptions


def who(token):
    try:
        return jwt_2.decode(token, "secret", algorithms=["HS256"])["sub"]
    except jwt_2.ExpiredSignatureError:
        return "late"
    except jwt_2.InvalidTokenError:
        return None
    except (jwt_2.InvalidAudienceError, jwt_2.InvalidIssuerError, jwt_2.InvalidIssuedAtError, jwt_2.ImmatureSignatureError, jwt_2.MissingRequiredClaimError, jwt_exceptions.InvalidSubjectError, jwt_exceptions.InvalidJTIError):
        return None
