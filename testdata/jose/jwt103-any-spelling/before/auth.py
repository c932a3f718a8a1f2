from jose import jws, jwt


def spelled(token, key):
    return jwt.decode(token, key, algorithms=["HS256", "nOnE"])


def by_default(token, key, algorithm="NoNe"):
    return jws.verify(token, key, [algorithm])


def signed(claims, key):
    return jwt.encode(claims, key, algorithm="nonE")
