try:
    from jose import jwt
except ImportError:
    jwt = None

def read(token):
    if jwt is None:
        raise RuntimeError
    return jwt.decode(token, "k", algorithms=["HS256"])
