from pathlib import Path

from cryptography.hazmat.primitives.serialization import load_der_public_key
from jose import jwt

BASE = Path(__file__).parent
RAW = (BASE / "keys" / "public.der").read_bytes()
LOADED = load_der_public_key(Path("public.der").read_bytes())
PEM = Path("public.pem").read_bytes()


def read():
    with open("public.der", "rb") as file:
        return file.read()


def forged(token):
    return jwt.decode(token, RAW, algorithms=["HS256"])


def refused(token):
    return jwt.decode(token, RAW, algorithms=["RS256"])


def opened(token):
    with open("/etc/keys/public.der", "rb") as file:
        key = file.read()
    return jwt.decode(token, key, algorithms=["HS256", "HS512"])


def loaded(token):
    return jwt.decode(token, LOADED, algorithms=["RS256"])


def text(token):
    return jwt.decode(token, PEM, algorithms=["RS256"])
