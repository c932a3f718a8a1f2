import jwt

SECRET = "a secret that is as long as the hash of it is"


def no_audience(token):
    try:
        return jwt.decode(token, SECRET, algorithms=["HS256"], options={"verify_aud": False})
    except jwt.InvalidTokenError:
        return None


def no_times(token):
    return jwt.decode(token, SECRET, algorithms=["HS256"], options={"verify_exp": False, "verify_nbf": False})


def nothing_of_claims(token):
    return jwt.decode(
        token,
        SECRET,
        algorithms=["HS256"],
        options={
            "verify_exp": False,
            "verify_nbf": False,
            "verify_iat": False,
            "verify_aud": False,
            "verify_iss": False,
            "verify_sub": False,
            "verify_jti": False,
        },
        issuer="them",
    )


def all_of_claims(token):
    return jwt.decode(token, SECRET, algorithms=["HS256"], options={"verify_aud": True, "verify_exp": True})
