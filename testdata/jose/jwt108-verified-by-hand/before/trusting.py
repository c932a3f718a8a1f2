from jose import jwt


def subject(token):
    return jwt.get_unverified_claims(token)["sub"]
