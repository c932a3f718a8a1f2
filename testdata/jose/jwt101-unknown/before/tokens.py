from jose import jwt


def read(token, key, **options):
    return jwt.decode(token, key, **options)


def read_list(token, key, algorithms=None):
    return jwt.decode(token, key, algorithms=algorithms)
