import jwt as jwt_2


def header(token):
    return jwt_2.get_unverified_header(jwt=token)


def issue(user):
    return jwt_2.encode(payload={"sub": user}, key="a secret that is as long as it should be", algorithm="HS256")
