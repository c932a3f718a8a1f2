import time

from jose import jwt


class Session:
    def __init__(self, token):
        self.token = token

    def is_over(self):
        claims = jwt.get_unverified_claims(self.token)
        return time.time() > claims["exp"]

    def begins(self):
        return jwt.get_unverified_claims(self.token).get("nbf")

    def whose(self):
        claims = jwt.get_unverified_claims(self.token)
        if claims["exp"] < time.time():
            return None
        return claims["sub"]

    def later(self):
        claims = jwt.get_unverified_claims(self.token)
        claims["exp"]
        return lambda: claims["sub"]

    def all(self):
        claims = jwt.get_unverified_claims(self.token)
        claims["exp"]
        return claims
