"""Programs that nobody wrote: how the library is imported, where keys, algorithms and options come from, what is read of the
claims and how errors are told apart are drawn by lot. A program is a function of its seed and its number alone.
"""

import random

CLASSES = {"JWTError": "jose", "ExpiredSignatureError": "jose", "JWTClaimsError": "jose.exceptions", "JOSEError": "jose", "JWKError": "jose.exceptions"}
SWITCHES = ["verify_aud", "verify_exp", "verify_iat", "verify_iss", "verify_jti", "verify_nbf", "verify_sub"]
READS = [
    '{}["sub"]', '{}.get("sub")', 'sorted({}.items(), key=str)', 'sorted({})', '"sub" in {}', '{}.get("aud", "none")', 'dict({})',
    '[one for one in {}]', 'len({})', '{{**{}}}', 'isinstance({}, dict)', '{} == {{"sub": "a"}}',
]


class Program:
    def __init__(self, dice):
        self.dice = dice
        self.algorithm = dice.choice(["HS256", "HS256", "HS256", "RS256", "ES256"])
        self.head, self.outside, self.flows = [], [], {}
        self.caught = set()
        self.style = dice.choice(["from jose import jwt", "from jose import jwt as tokens", "import jose.jwt", "from jose.jwt import decode, encode, get_unverified_header"])
        self.head.append(self.style)
        self.errors = dice.choice(["names", "names", "module", "aliases"])

    def function(self, name):
        return {
            "from jose import jwt": f"jwt.{name}", "from jose import jwt as tokens": f"tokens.{name}", "import jose.jwt": f"jose.jwt.{name}",
        }.get(self.style, name)

    def error(self, name):
        self.caught.add(name)
        return {"names": name, "module": f"exceptions.{name}", "aliases": f"Its{name}"}[self.errors]

    def constant(self, text):
        """An expression for a value, and where it is kept."""
        name = f"KEPT_{len(self.outside)}"
        way = self.dice.randrange(5)
        if way == 0:
            self.outside.append(f"{name} = {text}")
            return name
        if way == 1:
            self.outside.append(f"class {name.title()}:\n    value = {text}")
            return f"{name.title()}.value"
        if way == 2:
            self.outside.append(f"def {name.lower()}():\n    return {text}")
            return f"{name.lower()}()"
        return text

    def key(self, kind):
        if self.algorithm != "HS256":
            return self.dice.choice([f"keys.{kind.upper()}", f"keys.{kind.upper()}.encode()", f'open(keys.PATH + "/{kind}.pem").read()'])
        return self.dice.choice(["keys.SECRET", "keys.SECRET", 'os.environ["TOKEN_KEY"]', "keys.SECRET.encode()", 'os.getenv("TOKEN_KEY")'])

    def algorithms(self):
        name = self.algorithm
        if self.dice.random() < 0.2:
            self.head.append("from jose.constants import ALGORITHMS")
            return f"[ALGORITHMS.{name}]"
        more = name[:2] + "512"
        return self.constant(self.dice.choice([f'["{name}"]', f'["{name}"]', f'["{name}", "{more}"]', f'("{name}",)', f'"{name}"', f'{{"{name}"}}']))

    def options(self):
        way = self.dice.random()
        if way < 0.5:
            return None
        if way < 0.6:
            return self.dice.choice(["None", "{}"])
        if way < 0.75:
            required = self.dice.sample(["require_exp", "require_sub", "require_aud", "require_iat"], self.dice.randrange(3))
            items = [f'"{one}": {self.dice.choice(["True", "True", "False"])}' for one in required]
            if not items or self.dice.random() < 0.5:
                items.append(f'"leeway": {self.dice.choice(["3600", "0", "timedelta(hours=1)"])}')
            return f"{{{', '.join(items)}}}"
        chosen = self.dice.sample(SWITCHES, self.dice.randrange(1, 4))
        return self.constant("{" + ", ".join(f'"{one}": {self.dice.choice(["False", "False", "True"])}' for one in chosen) + "}")

    def decoded(self):
        """A call, and whether it expects an audience."""
        given = [self.dice.choice(["token"] * 3 + ["str(token)", "token.strip()"]), self.key("public")]
        given.append(self.dice.choice(["", "algorithms="]) + self.algorithms())
        options, named = self.options(), []
        if options:
            named.append(f"options={options}")
        audience = self.dice.random() < 0.3
        if audience:
            named.append(f'audience={self.constant(chr(34) + "me" + chr(34))}')
        if self.dice.random() < 0.3:
            named.append(f"issuer={self.dice.choice([chr(34) + 'them' + chr(34), '[' + chr(34) + 'them' + chr(34) + ']'])}")
        if self.dice.random() < 0.1:
            named.append('subject="a"')
        self.dice.shuffle(named)
        return f"{self.function('decode')}({', '.join(given + named)})", audience

    def handlers(self):
        """Clauses that tell errors apart, and whether one is about claims."""
        names = self.dice.sample(list(CLASSES), self.dice.randrange(1, 4))
        out = []
        for number, name in enumerate(names):
            caught = self.error(name)
            if self.dice.random() < 0.2:
                caught = f"({caught}, {self.error(self.dice.choice(list(CLASSES)))}, ValueError)"
            body = self.dice.choice([f"return {number}", f"return {number}, isinstance(error, Exception)", "raise", f'print("caught", {number})'])
            out.append(f"except {caught} as error:\n    {body}")
        return "\n".join(out)

    def flow(self, number):
        name = f"flow_{number}"
        kind = self.dice.random()
        if kind < 0.15:
            text, kinds = self.made(name)
        elif kind < 0.25:
            text, kinds = f"return sorted({self.function('get_unverified_header')}(token).items())", "headers"
        else:
            call, audience = self.decoded()
            kinds = "audience" if audience else "all"
            read = self.dice.choice(READS).format("claims")
            text = f"claims = {call}\nreturn {read}"
            if self.dice.random() < 0.7:
                text = "try:\n    " + text.replace("\n", "\n    ") + "\n" + self.handlers()
                if self.dice.random() < 0.2:
                    text += "\nfinally:\n    print(\"done\")"
        self.flows[name] = kinds
        return f"def {name}(token):\n    " + text.replace("\n", "\n    ")

    def made(self, name):
        claims = self.dice.choice(['{"sub": "a"}', '{"sub": token[:3], "exp": datetime(2100, 1, 1)}', 'dict(sub="a", n=[1, None])', '{"sub": "a", "aud": "me"}'])
        named = [f'algorithm="{self.algorithm}"'] if self.algorithm != "HS256" or self.dice.random() < 0.6 else []
        if self.dice.random() < 0.3:
            named.append('headers={"kid": "k"}')
        key = self.key("private")
        call = f"{self.function('encode')}({', '.join([claims, key, *named])})"
        # Elliptic curves sign by lot: the token is read back.
        read = f"sorted({self.function('decode')}(made, {self.key('public')}, algorithms=[\"{self.algorithm}\"], audience=\"me\" if '\"aud\"' in {claims!r} else None).items(), key=str)"
        read = read if "aud" not in claims else "isinstance(made, str)"
        return f"made = {call}\nreturn {read}, made.count('.'), isinstance(made, str)", "one"

    def text(self, count):
        flows = [self.flow(number) for number in range(count)]
        imports = {
            "names": [f"from {CLASSES[name]} import {name}" for name in sorted(self.caught)],
            "aliases": [f"from {CLASSES[name]} import {name} as Its{name}" for name in sorted(self.caught)],
            "module": ["from jose import exceptions"] if self.caught else [],
        }[self.errors]
        head = ["import os", "from datetime import datetime, timedelta", "", "import keys", *dict.fromkeys(self.head), *imports]
        return "\n".join(head) + "\n\n\n" + "\n\n\n".join([*self.outside, *flows]) + "\n"


def program(seed, number):
    """A module, the kinds of tokens that each of its functions is asked with, and the algorithm of these."""
    dice = random.Random(f"{seed}/{number}")
    made = Program(dice)
    text = made.text(dice.randrange(1, 4))
    return text, made.flows, made.algorithm
