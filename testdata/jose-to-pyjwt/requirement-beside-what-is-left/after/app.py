from jose import jwt


def header(token):
    return jwt.get_unverified_header(token)


def claims(token):
    return jwt.get_unverified_claims(token)
