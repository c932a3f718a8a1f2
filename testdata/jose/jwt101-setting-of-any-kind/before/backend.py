from jose import jwt

CONFIGURED = {}


class Backend:
    ALGORITHMS = ["RS256"]

    def setting(self, name, default=None):
        return CONFIGURED.get(name, default)

    def address(self):
        return self.setting("ADDRESS", "https://issuer")

    def scopes(self):
        return self.setting("SCOPES")

    def is_strict(self):
        return self.setting("STRICT", False)

    def claims(self, token, key):
        options = {"verify_signature": self.setting("VERIFY", True)}
        return jwt.decode(token, key, algorithms=self.setting("ALGORITHMS", self.ALGORITHMS), options=options)
