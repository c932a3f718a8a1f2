from jose import jwk, jwt
from jose.utils import base64url_decode


class Tokens:
    def __init__(self, keys):
        self.keys = keys

    def _key(self, token):
        kid = jwt.get_unverified_header(token)["kid"]
        return next(key for key in self.keys if key["kid"] == kid)

    @staticmethod
    def _check(token, key):
        message, signature = token.rsplit(".", 1)
        if not jwk.construct(key).verify(message.encode(), base64url_decode(signature.encode())):
            raise PermissionError("signature")

    @staticmethod
    def _claims(token):
        return jwt.get_unverified_claims(token)

    def _times(self, token):
        jwt.decode(token, "", options={"verify_signature": False})

    def verify(self, token):
        self._check(token, self._key(token))
        self._times(token)
        return self._claims(token)
