from jose import jwt


def header(token):
    return jwt.get_unverified_header(token=token)


def issue(user):
    return jwt.encode(claims={"sub": user}, key="a secret that is as long as it should be", algorithm="HS256")
