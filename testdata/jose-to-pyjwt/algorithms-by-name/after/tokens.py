import jwt

ALGORITHM = "HS256"
ALLOWED = ["HS256", "HS384", "HS512"]


def make(claims, key):
    print(f"{'HS256'}")
    return jwt.encode(claims, key, algorithm="HS256")


def read(token, key):
    return jwt.decode(token, key, algorithms=["HS256"])


def read_more(token, key):
    return jwt.decode(token, key, algorithms=ALLOWED)
