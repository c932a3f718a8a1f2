from jose import JWTError, jwt


def loose(token, key, options):
    try:
        return jwt.decode(token, key, algorithms=["RS256"], options=options)
    except JWTError:
        return None


def strict(token):
    return jwt.decode(token, "secret", algorithms=["HS256"])
