from jose import jwt


def claims(token):
    options = {"verify_aud": False}
    options["verify_signature"] = False
    return jwt.decode(token, "", options=options)


def looked_at(token, quick):
    options = {"verify_aud": False}
    if quick:
        options["verify_signature"] = False
    return jwt.decode(token, "", options=options)


def read(token):
    options = {}
    options["verify_signature"] = False
    if token:
        return jwt.decode(token, "", options=options)
    return None


def too_late(token):
    options = {"verify_aud": False}
    claims = jwt.decode(token, "", options=options)
    options["verify_signature"] = False
    return claims
