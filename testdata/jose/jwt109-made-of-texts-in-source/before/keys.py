import base64
import os

from jose import jwk, jwt
from pydantic import BaseSettings, Field, SecretStr


class Settings(BaseSettings):
    named: str = Field("in the field", env="KEY")
    hidden: SecretStr = SecretStr("in the keeper")
    given: SecretStr


settings = Settings()
JOINED = "in two " + "pieces"
PLAIN = f"with no holes"
ENCODED = "in bytes".encode()
UNPACKED = base64.b64decode("aW4gYmFzZTY0")
SET = os.environ.setdefault("KEY", "set if it is not")
JWK = {"kty": "oct", "k": "aW4gYSBKV0s"}
PUBLIC = {"kty": "RSA", "n": "AQAB", "e": "AQAB"}
MADE = "for " + os.environ["WHOM"]


def read(token):
    jwt.decode(token, settings.named, algorithms=["HS256"])
    jwt.decode(token, settings.hidden.get_secret_value(), algorithms=["HS256"])
    jwt.decode(token, JOINED, algorithms=["HS256"])
    jwt.decode(token, PLAIN, algorithms=["HS256"])
    jwt.decode(token, ENCODED, algorithms=["HS256"])
    jwt.decode(token, UNPACKED, algorithms=["HS256"])
    jwt.decode(token, SET, algorithms=["HS256"])
    jwt.decode(token, JWK, algorithms=["HS256"])
    jwk.construct({"kty": "oct", "k": "aW4gYSBKV0s"}, "HS256")
    # These are none.
    jwt.decode(token, settings.given.get_secret_value(), algorithms=["HS256"])
    jwt.decode(token, PUBLIC, algorithms=["RS256"])
    return jwt.decode(token, MADE, algorithms=["HS256"])
