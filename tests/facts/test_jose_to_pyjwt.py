"""Runs tokens through python-jose and PyJWT for what `rules/jose-to-pyjwt` says: the code of its cases before and after their
fixes, and each event of its exceptions.
"""

import json
import pathlib
import subprocess
import tomllib
import unittest

from test_redis_and_jose import needs, python_with

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
CASES = ROOT / "testdata" / "jose-to-pyjwt"
RULES = ROOT / "rules" / "jose-to-pyjwt"
JOSE, PYJWT = "3.5.0", "2.15.1"
RULE_FILES = sorted(RULES.glob("*.toml"))

# What both run: the functions of a case with tokens of all kinds, and what each gives or raises.
PROBE = r'''
import datetime, importlib.util, json, sys, warnings
warnings.simplefilter("ignore")
spec = importlib.util.spec_from_file_location("case", sys.argv[1])
case = importlib.util.module_from_spec(spec)
spec.loader.exec_module(case)
tokens = json.load(sys.stdin)
out = {}
def run(name, *arguments):
    try:
        value = getattr(case, name)(*arguments)
        return ["gives", value]
    except Exception as error:
        # Of the two libraries' own errors only whether there is one is compared.
        own = type(error).__module__.split(".")[0]
        return ["raises", "its own" if own in ("jose", "jwt") else type(error).__name__]
for name, arguments in json.loads(sys.argv[2]):
    for kind, token in tokens.items():
        out[f"{name} {kind}"] = run(name, *[token if one == "TOKEN" else one for one in arguments])
json.dump(out, sys.stdout)
'''

# Tokens by python-jose, as a service that is to be moved has given them out.
TOKENS = r'''
import json, sys, time
from jose import jwt
secret, now = sys.argv[1], int(time.time())
def token(claims, key=secret, algorithm="HS256", **more):
    return jwt.encode(claims, key, algorithm=algorithm, **more)
json.dump({
    "good": token({"sub": "a", "exp": now + 3600}),
    "late": token({"sub": "a", "exp": now - 3600}),
    "early": token({"sub": "a", "nbf": now + 3600}),
    "forged": token({"sub": "a"}, "another secret that is as long as the hash"),
    "of another algorithm": token({"sub": "a"}, algorithm="HS384"),
    "for another": token({"sub": "a", "aud": "you", "iss": "them"}),
    "by another": token({"sub": "a", "aud": "me", "iss": "us"}),
    "for me": token({"sub": "a", "aud": "me", "iss": "them"}),
    "with a header": token({"sub": "a"}, headers={"kid": "k"}),
    "of a number": token({"sub": 1}),
    "none": "dummy",
    "empty": "",
    "cut": token({"sub": "a"})[:-4],
}, sys.stdout)
'''

ENCODED = r'''
import importlib, json, sys
jwt = importlib.import_module(sys.argv[1])
claims = {"sub": "a", "exp": 2000000000, "n": [1, None, "\u00e9"]}
secret = "a secret that is as long as the hash of it is"
json.dump([
    jwt.encode(claims, secret), jwt.encode(claims, secret, algorithm="HS256"),
    jwt.encode(claims, secret, algorithm="HS256", headers={"kid": "k"}), jwt.encode(claims, secret.encode(), "HS512"),
], sys.stdout)
'''

# For each event of the rules: what makes it, for python-jose and for PyJWT alike.
EVENTS = {
    "signature": ('jwt.decode(sign({"sub": "a"}, "x" * 64), secret, algorithms=["HS256"])',),
    "no token": ('jwt.decode("dummy", secret, algorithms=["HS256"])',),
    "algorithm": ('jwt.decode(sign({"sub": "a"}), secret, algorithms=["HS512"])',),
    "expired": ('jwt.decode(sign({"exp": 1}), secret, algorithms=["HS256"])',),
    "audience": ('jwt.decode(sign({"aud": "a"}), secret, algorithms=["HS256"], audience="b")',),
    "issuer": ('jwt.decode(sign({"iss": "a"}), secret, algorithms=["HS256"], issuer="b")',),
    "issuer missing": ('jwt.decode(sign({"sub": "a"}), secret, algorithms=["HS256"], issuer="b")',),
    "not yet": ('jwt.decode(sign({"nbf": 99999999999}), secret, algorithms=["HS256"])',),
    "issued at": ('jwt.decode(sign({"iat": "a"}), secret, algorithms=["HS256"])',),
    "subject": ('jwt.decode(sign({"sub": 1}), secret, algorithms=["HS256"])',),
    "token id": ('jwt.decode(sign({"jti": 1}), secret, algorithms=["HS256"])',),
    "key": ('jwt.decode(sign({"sub": "a"}), "-----BEGIN PUBLIC KEY-----\\nMFkw\\n-----END PUBLIC KEY-----", algorithms=["HS256"])',),
}
RAISED = r'''
import base64, hashlib, hmac, importlib, json, sys, warnings
warnings.simplefilter("ignore")
jwt = importlib.import_module(sys.argv[1])
secret = "s" * 64
def b64(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=")
def sign(claims, key=secret):
    body = b64(b'{"alg":"HS256","typ":"JWT"}') + b"." + b64(json.dumps(claims).encode())
    return (body + b"." + b64(hmac.new(key.encode(), body, hashlib.sha256).digest())).decode()
out = {}
for name, text in json.load(sys.stdin).items():
    try:
        eval(text)
        out[name] = None
    except Exception as error:
        out[name] = [f"{one.__module__}.{one.__name__}" for one in type(error).__mro__]
json.dump(out, sys.stdout)
'''


def ask(distribution, version, program, *arguments, given=None):
    command = [python_with(distribution, version), "-c", program, *arguments]
    done = subprocess.run(command, input=json.dumps(given), capture_output=True, text=True, check=False)
    if done.returncode:
        raise AssertionError(done.stderr)
    return json.loads(done.stdout)


def rows(kind):
    return [row for path in RULE_FILES for row in tomllib.loads(path.read_text()).get(kind, [])]


@needs("python-jose", JOSE)
@needs("pyjwt", PYJWT)
class Moved(unittest.TestCase):
    def compare(self, path, calls, differ=()):
        tokens = ask("python-jose", JOSE, TOKENS, "a secret that is as long as the hash of it is")
        arguments = (json.dumps(calls),)
        before = ask("python-jose", JOSE, PROBE, str(CASES / path.format("before")), *arguments, given=tokens)
        after = ask("pyjwt", PYJWT, PROBE, str(CASES / path.format("after")), *arguments, given=tokens)
        self.assertGreater(len(before), len(tokens) - 1)
        for name, value in before.items():
            with self.subTest(path=path, call=name):
                if name in differ:
                    self.assertNotEqual(after[name], value)
                else:
                    self.assertEqual(after[name], value)
        self.assertTrue(any(value[0] == "gives" and value[1] for value in before.values()))

    def test_the_code_of_the_cases_gives_and_raises_the_same(self):
        secret = "a secret that is as long as the hash of it is"
        calls = [("who", ["TOKEN"]), ("for_whom", ["TOKEN", secret]), ("for_me", ["TOKEN", secret]), ("header", ["TOKEN"])]
        # PyJWT refuses a token without an audience where one is expected: the fix is unsafe there, and says so. And it looks
        # at the form of the whole token where only the header is read, as the pack's list of differences has it.
        self.compare("calls-and-handlers/{}/auth.py", calls, {"for_me good", "for_me with a header", "header cut"})
        calls = [(name, ["TOKEN"]) for name in ("no_audience", "no_times", "nothing_of_claims", "all_of_claims")]
        self.compare("options-that-mean-the-same/{}/loose.py", calls)
        calls = [(name, ["TOKEN"]) for name in ("constant", "built", "assigned_once")]
        self.compare("options-written-elsewhere/{}/auth.py", calls)
        calls = [(name, ["TOKEN"]) for name in ("late", "by_position", "required", "not_required")]
        self.compare("options-that-are-said-elsewhere/{}/auth.py", calls)
        calls = [(name, ["TOKEN"]) for name in ("by_position", "by_name")]
        self.compare("names-imported-from-the-module/{}/auth.py", calls)
        self.compare("keywords/{}/keywords.py", [("header", ["TOKEN"])], {"header cut"})

    def test_tokens_are_the_same_byte_for_byte(self):
        self.assertEqual(ask("python-jose", JOSE, ENCODED, "jose.jwt"), ask("pyjwt", PYJWT, ENCODED, "jwt"))

    def test_each_event_raises_what_the_rules_say(self):
        events = {row["name"]: row for row in rows("event")}
        self.assertEqual(set(events), set(EVENTS))
        given = {name: made[0] for name, made in EVENTS.items()}
        for (distribution, version, module), key in (
            (("python-jose", JOSE, "jose.jwt"), "old"), (("pyjwt", PYJWT, "jwt"), "new"),
        ):
            raised = ask(distribution, version, RAISED, module, given=given)
            for name, event in events.items():
                with self.subTest(event=name, of=distribution):
                    self.assertIsNotNone(raised[name])
                    self.assertEqual(raised[name][0], event[key])

    def test_the_new_names_are_there(self):
        names = {row["new"] for row in rows("change") if "new" in row}
        names |= {name for row in rows("change") for name in row.get("caught", [])}
        program = "import importlib, json, sys\nout = []\nfor one in json.load(sys.stdin):\n    module, name = one.rsplit('.', 1)\n    out.append(hasattr(importlib.import_module(module), name))\njson.dump(out, sys.stdout)"
        names = sorted(names)
        found = ask("pyjwt", PYJWT, program, given=names)
        self.assertEqual([name for name, is_there in zip(names, found) if not is_there], [])


if __name__ == "__main__":
    unittest.main()
