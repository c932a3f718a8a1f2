import jwt


def header(token):
    return jwt.get_unverified_header(jwt=token)


def issue(user):
    return jwt.encode(payload={"sub": user}, key="a secret that is as long as it should be", algorithm="HS256")
