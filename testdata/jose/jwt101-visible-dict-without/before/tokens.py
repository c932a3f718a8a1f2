from jose import jwt


def read(token, key):
    options = {"audience": "api", "issuer": "https://id.example"}
    return jwt.decode(token, key, **options)
