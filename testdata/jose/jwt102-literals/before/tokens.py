from jose import jws, jwt


def read(token, key):
    return jwt.decode(token, key, algorithms=["HS256", "RS256"])


def read_tuple(token, key):
    return jwt.decode(token, key, ("ES256", "HS512"))


def read_set(token, key):
    return jwt.decode(token, key, algorithms={"RS512", "HS256"})


def verify(token, key):
    return jws.verify(token, key, ["HS256", "RS256"])
