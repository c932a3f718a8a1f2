from jose import jwt

SECRET = "a secret that is as long as the hash of it is"
LATE = {"leeway": 10}


def required_and_not_looked_at(token):
    return jwt.decode(token, SECRET, algorithms=["HS256"], options={"require_exp": True, "verify_exp": False})


def required_perhaps(token, strict):
    return jwt.decode(token, SECRET, algorithms=["HS256"], options={"require_exp": strict})


def written_elsewhere(token):
    return jwt.decode(token, SECRET, algorithms=["HS256"], options=LATE)


def of_the_access_token(token):
    return jwt.decode(token, SECRET, algorithms=["HS256"], options={"require_at_hash": True, "leeway": 10})
