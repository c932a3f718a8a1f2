"""Runs programs on both libraries, and says where they differ."""

import json
import os
import re
import subprocess

HERE = os.path.dirname(os.path.abspath(__file__))
# What exuvia says of PyJWT beside its rewrites, and what of the tokens shows it (`accepted` and notes of `rules/jose-to-pyjwt`):
# a token without an audience is refused where one is expected,
WITHOUT_AUDIENCE = {
    "good", "late", "a little late", "early", "without claims", "of a number", "numbered", "issued somewhen", "ends somewhen", "issued",
    "with a header", "forged", "changed",
}
# the form of the whole token is looked at where only its header is read,
NOT_A_HEADER = {"of nothing", "a word", "empty", "two parts", "three parts", "of a list", "unsigned"}
# and a time that is no number is no matter of claims.
NOT_OF_CLAIMS = {"ends somewhen"}
# A claim that is asked for and missing is among what stands for `JWTClaimsError`: where code does both, these alone are alike.
REFUSED_BEFORE = {"forged", "changed", "of another algorithm", "unsigned", "of nothing", "a word", "empty", "two parts", "three parts"}
REQUIRED = re.compile(r'"require_\w+": True')


class Suite:
    def __init__(self, exuvia, pythons, folder):
        self.exuvia, self.folder = os.path.abspath(exuvia), folder
        self.old, self.new = pythons
        made = subprocess.run([self.old, os.path.join(HERE, "tokens.py")], capture_output=True, text=True, check=True)
        self.keys = json.loads(made.stdout)

    def run(self, name, text, flows, algorithm):
        """What is left to a person (a number, or none), how many answers were compared, and what differs, a line each."""
        before, after = (self.written(f"{name}/{side}", text, algorithm) for side in ("before", "after"))
        done = subprocess.run(
            [self.exuvia, "fix", "--select", "jose-to-pyjwt", "--unsafe-fixes", "--quiet", "--exit-zero", "--output-format", "json", "."],
            cwd=after, capture_output=True, text=True,
        )
        if done.returncode:
            return None, 0, [f"exuvia fix: {done.stderr}"]
        left = [one for one in json.loads(done.stdout)["findings"] if one["code"].startswith("PYJ1")]
        if left:
            return sorted({one["message"] for one in left}), 0, []
        tokens = self.keys["tokens"][algorithm]
        calls = {flow: self.kinds(kinds, text, tokens) for flow, kinds in flows.items()}
        answers = [self.asked(python, folder, calls, tokens) for python, folder in ((self.old, before), (self.new, after))]
        for side, answer in zip(("before", "after"), answers):
            if isinstance(answer, str):
                return None, 0, [f"{side}: {answer}"]
        old, new = answers
        wrong = [
            f"{flow}, {kind}: before {said}, after {new[flow][kind]}"
            for flow, all_said in old.items() for kind, said in all_said.items() if new[flow][kind] != said
        ]
        return None, sum(map(len, calls.values())), wrong

    def kinds(self, kinds, text, tokens):
        if kinds == "one":
            return ["good"]
        out = set(tokens)
        if kinds == "audience":
            out -= WITHOUT_AUDIENCE
        if kinds == "headers":
            out -= NOT_A_HEADER
        if "JWTClaimsError" in text:
            out -= NOT_OF_CLAIMS
            out = out & REFUSED_BEFORE if REQUIRED.search(text) else out
        return sorted(out)

    def written(self, name, text, algorithm):
        folder = os.path.join(self.folder, name)
        os.makedirs(folder)
        keys = {"SECRET": self.keys["secret"], "PATH": folder}
        for kind, pem in self.keys.get(algorithm, {}).items():
            keys[kind.upper()] = pem
            write(os.path.join(folder, f"{kind}.pem"), pem)
        write(os.path.join(folder, "keys.py"), "".join(f"{name} = {value!r}\n" for name, value in keys.items()))
        write(os.path.join(folder, "program.py"), text)
        return folder

    def asked(self, python, folder, calls, tokens):
        question = {"folder": folder, "calls": calls, "tokens": tokens, "env": {"TOKEN_KEY": self.keys["secret"]}}
        done = subprocess.run(
            [python, os.path.join(HERE, "worker.py")], input=json.dumps(question), capture_output=True, text=True,
        )
        return json.loads(done.stdout) if done.returncode == 0 else done.stderr[-600:]


def write(path, text):
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
