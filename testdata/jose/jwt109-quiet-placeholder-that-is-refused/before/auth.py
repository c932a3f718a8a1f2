from jose import jwt

import conf


def read(token):
    jwt.decode(token, conf.KEY, algorithms=["HS256"])
    jwt.decode(token, conf.OTHER, algorithms=["HS256"])
    return jwt.decode(token, conf.WARNED_OF, algorithms=["HS256"])
