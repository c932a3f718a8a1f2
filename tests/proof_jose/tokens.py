"""Keys, and tokens of all kinds signed with them by neither of the two libraries."""

import base64
import hashlib
import hmac
import json
import sys
import time

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa, utils

SECRET = "a secret that is as long as the longest hash is, which has sixty-four bytes"
HASHES = {"256": hashlib.sha256, "384": hashlib.sha384, "512": hashlib.sha512}


def b64(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def pem(private):
    public = private.public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    return {"private": private.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption(),
    ).decode(), "public": public.decode()}


class Signer:
    def __init__(self):
        self.rsa = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.ec = ec.generate_private_key(ec.SECP256R1())

    def signature(self, algorithm, text, secret):
        if algorithm == "none":
            return b""
        if algorithm.startswith("HS"):
            return hmac.new(secret.encode(), text, HASHES[algorithm[2:]]).digest()
        if algorithm.startswith("RS"):
            return self.rsa.sign(text, padding.PKCS1v15(), getattr(hashes, f"SHA{algorithm[2:]}")())
        r, s = utils.decode_dss_signature(self.ec.sign(text, ec.ECDSA(hashes.SHA256())))
        return r.to_bytes(32, "big") + s.to_bytes(32, "big")

    def token(self, claims, algorithm, secret=SECRET, **header):
        head = b64(json.dumps({"alg": algorithm, "typ": "JWT", **header}).encode())
        text = f"{head}.{b64(claims if isinstance(claims, bytes) else json.dumps(claims).encode())}"
        return f"{text}.{b64(self.signature(algorithm, text.encode(), secret))}"


def tokens(signer, algorithm):
    """By what they are: those that one algorithm signs, and those that it does not."""
    now = int(time.time())
    claims = {
        "good": {"sub": "a", "exp": now + 3600, "n": [1, None]}, "late": {"sub": "a", "exp": now - 86400},
        "a little late": {"sub": "a", "exp": now - 600}, "early": {"sub": "a", "nbf": now + 86400},
        "without claims": {}, "for me": {"sub": "a", "aud": "me", "iss": "them"}, "for another": {"sub": "a", "aud": "you", "iss": "them"},
        "for several": {"sub": "a", "aud": ["you", "me"], "iss": "them"}, "by another": {"sub": "a", "aud": "me", "iss": "us"},
        "late and for another": {"sub": "a", "exp": now - 86400, "aud": "you"}, "of a number": {"sub": 1}, "numbered": {"sub": "a", "jti": 7},
        "issued somewhen": {"sub": "a", "iat": "then"}, "ends somewhen": {"sub": "a", "exp": "then"}, "of another": {"sub": "b", "aud": "me", "iss": "them"},
        "issued": {"sub": "a", "iat": now - 60, "exp": now + 3600, "jti": "j"},
    }
    out = {kind: signer.token(one, algorithm) for kind, one in claims.items()}
    good = {"sub": "a", "exp": now + 3600}
    other = {"HS256": "HS384", "RS256": "HS256", "ES256": "HS256"}[algorithm]
    out["with a header"] = signer.token(good, algorithm, kid="k")
    out["of another algorithm"] = signer.token(good, other)
    out["unsigned"] = signer.token(good, "none")
    out["forged"] = out["good"].rsplit(".", 1)[0] + "." + b64(b"0" * (64 if algorithm == "ES256" else 32))
    out["changed"] = ".".join([out["good"].split(".")[0], b64(json.dumps({**good, "sub": "root"}).encode()), out["good"].split(".")[2]])
    out["of a list"] = signer.token(b"[1]", algorithm)
    out["of nothing"] = signer.token(b"{", algorithm)
    out |= {"a word": "dummy", "empty": "", "two parts": "a.b", "three parts": "a.b.c"}
    return out


def main():
    signer = Signer()
    json.dump({
        "secret": SECRET, "RS256": pem(signer.rsa), "ES256": pem(signer.ec),
        "tokens": {algorithm: tokens(signer, algorithm) for algorithm in ("HS256", "RS256", "ES256")},
    }, sys.stdout)


if __name__ == "__main__":
    main()
