"""Runs python-jose for what `rules/jose/policies.toml` says of it, in the releases from which and to which projects go."""

import json
import subprocess
import unittest

from test_redis_and_jose import needs, python_with

RELEASES = ("3.3.0", "3.5.0")
# What each expression gives: its value, or the name of the class that it raises.
PROBE = r'''
import datetime, importlib, json, sys, unittest.mock, warnings
warnings.simplefilter("ignore")
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from jose import jwe, jws, jwt
from jose.utils import base64url_encode

private = rsa.generate_private_key(public_exponent=65537, key_size=2048)
pem = private.private_bytes(
    serialization.Encoding.PEM, serialization.PrivateFormat.TraditionalOpenSSL, serialization.NoEncryption(),
).decode()
public = private.public_key().public_bytes(
    serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo,
).decode()
der = private.public_key().public_bytes(
    serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo,
)
body = "".join(public.splitlines()[1:-1])
forged_with_the_body = jwt.encode({"sub": "b"}, body, algorithm="HS256")
signed = jwt.encode({"sub": "a"}, "secret", algorithm="HS256")
forged = jwt.encode({"sub": "b"}, der, algorithm="HS256")
expired = jwt.encode({"sub": "a", "exp": 1}, "secret", algorithm="HS256")
unsigned = ".".join(base64url_encode(json.dumps(one).encode()).decode() for one in ({"alg": "none"}, {"sub": "a"})) + "."
def with_clock(**says):
    with unittest.mock.patch("jose.jwt.datetime") as clock:
        for name, time in says.items():
            getattr(clock, name).return_value = time
        return jwt.decode(ends, "secret", algorithms=["HS256"])
ends = jwt.encode({"sub": "a", "exp": 1600000000}, "secret", algorithm="HS256")
out = {}
for expression in json.load(sys.stdin):
    try:
        value = eval(expression)
        out[expression] = value.decode() if isinstance(value, bytes) else value
    except Exception as error:
        out[expression] = [one.__name__ for one in type(error).__mro__ if one.__name__.startswith("J") or one is ValueError]
json.dump(out, sys.stdout)
'''


class Policies(unittest.TestCase):
    def expect(self, expectations, releases=RELEASES):
        for release in releases:
            done = subprocess.run(
                [python_with("python-jose", release), "-c", PROBE], input=json.dumps(list(expectations)),
                capture_output=True, text=True, check=True,
            )
            for expression, found in json.loads(done.stdout).items():
                wanted = expectations[expression]
                with self.subTest(release=release, expression=expression):
                    self.assertEqual(found[:len(wanted)] if isinstance(wanted, list) else found, wanted)

    @needs("python-jose", *RELEASES)
    def test_without_algorithms_the_token_chooses_and_a_public_key_in_der_form_is_a_secret(self):
        self.expect({
            'jwt.decode(forged, der)': {"sub": "b"},
            'jwt.decode(forged, der, algorithms=["RS256"])': ["JWTError"],
            'jwt.decode(forged, der, algorithms=["HS256"])': {"sub": "b"},
            'jwt.decode(forged, der, algorithms=[jwt.get_unverified_header(forged)["alg"]])': {"sub": "b"},
            'jwt.decode(jwt.encode({"sub": "a"}, pem, algorithm="RS256"), der, algorithms=["RS256"])': ["JWKError", "JOSEError"],
        })

    @needs("python-jose", *RELEASES)
    def test_a_public_key_without_its_markers_is_a_secret(self):
        self.expect({
            'body.startswith("MIIBIjANBgkqhkiG9w0BAQEF")': True,
            'jwt.decode(forged_with_the_body, body, algorithms=["HS256"])': {"sub": "b"},
            'jwt.decode(forged_with_the_body, body, algorithms=["RS256"])': ["JWTError"],
        })

    @needs("python-jose", *RELEASES)
    def test_a_word_is_no_token(self):
        self.expect({
            'jwt.get_unverified_header("dummy")': ["JWTError"],
            'jwt.get_unverified_claims("dummy")': ["JWTError"],
            'jws.get_unverified_header("dummy")': ["JWSError"],
        })

    @needs("python-jose", *RELEASES)
    def test_none_is_an_error_that_no_handler_of_bad_tokens_catches(self):
        self.expect({
            'jwt.decode(unsigned, "secret", algorithms=["none"])': ["JWKError", "JOSEError"],
            'jwt.decode(unsigned, "secret", algorithms=["nOnE"])': ["JWTError"],
            'jwt.encode({"sub": "a"}, "", algorithm="none")': ["JWSError"],
        })

    @needs("python-jose", *RELEASES)
    def test_what_is_switched_off_is_not_looked_at(self):
        self.expect({
            'jwt.decode(signed, "another", options={"verify_signature": False})': {"sub": "a"},
            'jwt.decode(signed, "another", options={"verify_signature": 0})': {"sub": "a"},
            'jwt.decode(signed, "another", options={"verify_signature": None})': {"sub": "a"},
            'jws.verify(signed, "another", None, verify=False)': '{"sub":"a"}',
            'jws.verify(signed, "another", None, verify=0)': '{"sub":"a"}',
            'jwt.decode(expired, "secret", algorithms=["HS256"])': ["JWTError"],
            'jwt.decode(expired, "secret", algorithms=["HS256"], options={"verify_exp": False})': {"sub": "a", "exp": 1},
        })

    @needs("python-jose", *RELEASES)
    def test_an_empty_list_refuses_all_and_a_text_accepts_what_is_part_of_it(self):
        self.expect({
            'jwt.decode(signed, "secret", algorithms=[])': ["JWTError"],
            'jwt.decode(signed, "secret", algorithms="")': ["JWTError"],
            'jwt.decode(signed, "secret", algorithms="RS256,HS256")': {"sub": "a"},
        })

    @needs("python-jose", *RELEASES)
    def test_a_key_in_pem_form_is_a_secret_before_and_is_refused_after(self):
        expression = 'jwt.get_unverified_claims(jwt.encode({"sub": "a"}, pem))'
        self.expect({expression: {"sub": "a"}}, ["3.3.0"])
        self.expect({expression: ["JWSError"]}, ["3.5.0"])

    @needs("python-jose", *RELEASES)
    def test_names_that_came_and_went(self):
        binding = 'hasattr(importlib.import_module("jose.backends.cryptography_backend"), "Binding")'
        self.expect({binding: True}, ["3.3.0"])
        self.expect({binding: False, 'hasattr(jwt, "utc_now")': False}, ["3.5.0"])

    @needs("python-jose", *RELEASES)
    def test_the_clock_is_asked_otherwise(self):
        stood_in = 'with_clock(utcnow=datetime.datetime(2020, 1, 1))'
        self.expect({stood_in: {"sub": "a", "exp": 1600000000}}, ["3.3.0"])
        self.expect({stood_in: ["ValueError"]}, ["3.5.0"])
        self.expect({'with_clock(now=datetime.datetime(2020, 1, 1, tzinfo=datetime.timezone.utc))': {"sub": "a", "exp": 1600000000}}, ["3.5.0"])

    @needs("python-jose", "3.5.0")
    def test_what_a_jwe_holds_has_a_bound(self):
        self.expect({
            'len(jwe.decrypt(jwe.encrypt(b"x" * 100, "k" * 16, encryption="A128GCM"), "k" * 16))': 100,
            'len(jwe.decrypt(jwe.encrypt(b"x" * 300_000, "k" * 16, encryption="A128GCM"), "k" * 16))': ["JWEError"],
        }, ["3.5.0"])


if __name__ == "__main__":
    unittest.main()
