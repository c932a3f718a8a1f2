import jwt


def issue(user):
    return jwt.encode({"sub": user}, "a secret that is as long as it should be", algorithm="HS256")
