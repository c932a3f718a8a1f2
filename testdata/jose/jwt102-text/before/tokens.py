from jose import jwt


def read(token, key):
    # A text is searched for the name that the token gives.
    return jwt.decode(token, key, algorithms="RS256,HS256")
