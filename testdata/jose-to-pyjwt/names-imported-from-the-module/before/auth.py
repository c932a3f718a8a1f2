from jose.jwt import decode, encode

SECRET = "a secret that is as long as the hash of it is"


def issued(claims):
    return encode(claims=claims, key=SECRET)


def by_position(token):
    return decode(token, SECRET, ["HS256"], None, None, "them")


def by_name(token):
    return decode(token=token, key=SECRET, algorithms=["HS256"])
