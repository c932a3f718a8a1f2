"""Programs that nobody wrote: where an answer comes from, the ways it takes and what is read of it are drawn by lot, and both
versions must see the same. What exuvia leaves to a person is counted and not run.

A program is a function of its seed and its number alone, so that one that differs can be made again.
"""

import os
import random

from .cases import Case

MESSAGES = '[{"role": "user", "content": prompt}]'
CHAT = {
    "choices": [{"index": 0, "finish_reason": "", "message": {"role": "", "content": ""}}],
    "id": "", "model": "", "object": "", "usage": {"total_tokens": 0, "prompt_tokens": 0},
}
# What each method takes, and what its answer is made of: dicts, lists of one or more things, and values.
METHODS = {
    "ChatCompletion": (f'model="m", messages={MESSAGES}', CHAT),
    "Completion": (
        'model="m", prompt=prompt',
        {"choices": [{"index": 0, "finish_reason": "", "text": ""}], "id": "", "model": "", "usage": {"total_tokens": 0}},
    ),
    "Embedding": (
        'model="m", input=prompt',
        {"data": [{"index": 0, "embedding": None, "object": ""}], "model": "", "usage": {"prompt_tokens": 0}},
    ),
    "Moderation": (
        "input=prompt",
        {"results": [{"flagged": 0, "categories": {"hate": 0, "hate/threatening": 0}, "category_scores": {"violence": 0}}], "model": ""},
    ),
    "Image": ('prompt=prompt, size="256x256"', {"data": [{"url": ""}], "created": 0}),
}
HELPERS = '''
def same(value):
    return value


def first(values):
    return values[0]


def kept(value):
    return {"value": value}


class Box:
    def __init__(self, value=None):
        self.value = value

    def get(self):
        return self.value


@dataclasses.dataclass
class Record:
    answer: Any
    note: str = ""


def each(value):
    yield value


def pair(value):
    return value, "note"


def chosen(value, other=None):
    return value if value is not None else other
'''


class Flow:
    """One function: a call, some ways of its answer, and what is read of it."""

    def __init__(self, dice, number):
        self.dice, self.name = dice, f"flow_{number}"
        self.method = dice.choice([*METHODS, "ChatCompletion", "ChatCompletion"])
        self.arguments, self.shape = METHODS[self.method]
        self.is_async = dice.random() < 0.25
        self.lines, self.count, self.outside = [], 0, []

    def new(self, text):
        """A variable for an expression."""
        self.count += 1
        name = f"v{self.count}"
        self.lines.append(f"{name} = {text}")
        return name

    def source(self):
        method = f"openai.{self.method}.{'acreate' if self.is_async else 'create'}"
        wait = "await " if self.is_async else ""
        way = self.dice.randrange(7)
        if way == 0:
            self.lines.append(f"given = dict({self.arguments})")
            return f"{wait}{method}(**given)"
        if way == 1:
            self.outside.append(f"def ask_{self.name}(**more):\n    return {method}(**more)\n")
            return f"{wait}ask_{self.name}({self.arguments})"
        if way == 2 and not self.is_async:
            return f"functools.partial({method})({self.arguments})"
        if way == 3:
            self.lines.append(f"call = {method}")
            return f"{wait}call({self.arguments})"
        if way == 4 and not self.is_async:
            self.outside.append(f"class Asks_{self.name}:\n    def ask(self, prompt):\n        return {method}({self.arguments})\n")
            return f"Asks_{self.name}().ask(prompt)"
        if way == 5 and self.is_async:
            return f"(await asyncio.gather({method}({self.arguments})))[0]"
        return f"{wait}{method}({self.arguments})"

    def carried(self, value):
        """The same value after it went some way."""
        text = self.dice.choice([
            "same({})", "kept({})[\"value\"]", "Box({}).get()", "Record({}).answer", "next(each({}))", "pair({})[0]",
            "[{}][0]", "(lambda one: one)({})", "({} if prompt else None)", "[one for one in [{}]][0]", "chosen({})",
            "{{\"a\": {}}}[\"a\"]", "list(map(same, [{}]))[0]", "copy.copy({})", "copy.deepcopy({})",
        ])
        if self.dice.random() < 0.2:
            self.lines.append(f"box = Box()\nbox.value = {value}")
            return self.new("box.value")
        if self.dice.random() < 0.15:
            self.lines.append(f"{value}, note = pair({value})")
            return value
        return self.new(text.format(value))

    def item(self, value, key):
        """What stands under a key, in one of the forms in which it is written."""
        forms = [f'{value}["{key}"]'] * 4 + [f'{value}.get("{key}")'] * 2
        if key.isidentifier():
            forms += [f"{value}.{key}"] * 3 + [f'getattr({value}, "{key}")']
        return self.dice.choice(forms)

    def walked(self, value, shape):
        """Goes on to something within a value."""
        if isinstance(shape, dict):
            key = self.dice.choice(list(shape))
            return self.item(value, key), shape[key]
        text = self.dice.choice(["{}[0]", "first({})", "next(iter({}))", "[one for one in {}][0]", "{}[-1]"])
        return text.format(value), shape[0]

    def read(self, value, shape):
        """What a function may say of a value: plain things that are the same for both versions. The text of a dict is not
        asked for: where it is not sure to be an answer, a finding says that it is another one.
        """
        if isinstance(shape, dict):
            key = self.dice.choice(list(shape))
            texts = [
                f'"{key}" in {value}', f'"nothing" in {value}', f"json.dumps({value}, sort_keys=True)", f"sorted({value}.keys())",
                f"sorted(dict({value}))", f"sorted({{**{value}}})", f"len({value})", f"bool({value})", f"isinstance({value}, dict)",
                f'{value}.get("nothing", "none")', f'"{key}" not in {value}.keys()', f"sorted(one for one in {value})",
                f"sorted(name for name, one in {value}.items())", f"{value}.to_dict_recursive()", f'hasattr({value}, "nothing")',
                f"copy.deepcopy({value}) == {value}", f"len([one for one in {value}.values()])",
            ]
            return self.dice.choice(texts)
        if isinstance(shape, list):
            return self.dice.choice([f"len({value})", f"bool({value})", f"isinstance({value}, list)", f"[1 for one in {value}]"])
        return self.dice.choice([value, f"str({value})", f"f'{{{value}}}'", f"{value} is None", f"[{value}]"])

    def text(self):
        value, shape = self.new(self.source()), self.shape
        said = []
        for _ in range(self.dice.randrange(1, 4)):
            if self.dice.random() < 0.6:
                value = self.carried(value)
            at, of = value, shape
            for _ in range(self.dice.randrange(4)):
                if not isinstance(of, (dict, list)):
                    break
                at, of = self.walked(at, of)
                if self.dice.random() < 0.4:
                    at = self.new(at)
                    at = self.carried(at) if self.dice.random() < 0.3 else at
            said.append(self.read(at, of))
        self.lines.append(f"return {', '.join(said)}")
        body = "\n".join(self.lines).replace("\n", "\n    ")
        return "\n\n".join([*self.outside, f"{'async ' * self.is_async}def {self.name}(prompt):\n    {body}\n"])


class Stream(Flow):
    """A function that puts together what comes piece by piece."""

    def __init__(self, dice, number):
        super().__init__(dice, number)
        self.method = "ChatCompletion"
        self.arguments, self.shape = METHODS[self.method]
        self.arguments += ", stream=True"

    def text(self):
        stream = self.new(self.source())
        if self.dice.random() < 0.5 and not self.is_async:
            stream = self.new(self.dice.choice(["same({})", "Box({}).get()", "kept({})[\"value\"]", "iter({})", "(one for one in {})"]).format(stream))
        self.lines.append("said = []")
        delta = self.dice.choice(['chunk["choices"][0]["delta"]', "chunk.choices[0].delta", 'chunk["choices"][0].delta', 'chunk.get("choices")[0]["delta"]'])
        inside = self.dice.choice([
            ["delta = {}", 'if "content" in delta:', '    said.append(delta["content"])'],
            ["delta = {}", 'said.append(delta.get("content", ""))'],
            ['said.append({}.get("content") or "")'],
            ["delta = {}", 'if delta.get("role"):', "    said.append(delta.role)", 'said.append(delta.get("content", "-"))'],
            ["delta = {}", 'if hasattr(delta, "content"):', "    said.append(delta.content)"],
            ["delta = {}", 'said.append(getattr(delta, "content", ""))'],
            ['said.append(chunk["choices"][0]["finish_reason"])', 'said.append("role" in {})'],
            ["said.append(sorted({}))"],
            ["said.append(json.dumps({}, sort_keys=True))"],
        ])
        wait = "async " if self.is_async else ""
        self.lines.append(f"{wait}for chunk in {stream}:")
        self.lines += ["    " + line.format(delta) for line in inside]
        self.lines.append("return said")
        body = "\n    ".join(self.lines)
        return "\n\n".join([*self.outside, f"{wait}def {self.name}(prompt):\n    {body}\n"])


class Ladder(Flow):
    """A function that tells errors apart."""

    CLASSES = [
        "APIError", "TryAgain", "Timeout", "APIConnectionError", "InvalidRequestError", "AuthenticationError", "PermissionError",
        "RateLimitError", "ServiceUnavailableError", "OpenAIError", "InvalidAPIType", "SignatureVerificationError",
    ]
    # What the server said as a code, and which of 5xx it was where both have one handler, findings and notes speak of.
    READS = ["", ", error.http_status is None", ', getattr(error, "http_status", 0) == 429', ", isinstance(error, openai.error.RateLimitError)"]

    def handler(self, number):
        count = self.dice.choice([1, 1, 1, 2, 2, 3])
        classes = [f"openai.error.{name}" for name in self.dice.sample(self.CLASSES, count)]
        caught = classes[0] if count == 1 else f"({', '.join(classes)})"
        if self.dice.random() < 0.2 and count > 1:
            self.outside.append(f"CAUGHT_{self.name}_{number} = {caught}\n")
            caught = f"CAUGHT_{self.name}_{number}"
        return f"except {caught} as error:\n    return {number}{self.dice.choice(self.READS)}"

    def text(self):
        said = f"said = {self.source()}\nreturn said[\"model\"]".replace("\n", "\n    ")
        handlers = [self.handler(number) for number in range(self.dice.randrange(1, 5))]
        ends = self.dice.choice(["", "except Exception as error:\n    return 9", "except (openai.error.OpenAIError, ValueError):\n    return 8"])
        body = "\n".join([*self.lines, f"try:\n    {said}", *handlers, *[ends] * bool(ends)]).replace("\n", "\n    ")
        return "\n\n".join([*self.outside, f"{'async ' * self.is_async}def {self.name}(prompt):\n    {body}\n"])


def flow(dice, number, tells_errors):
    """One of them; those that tell errors apart have programs of their own, which are run with each error."""
    kind = Ladder if tells_errors else dice.choice([Flow, Flow, Flow, Stream])
    return kind(dice, number)


def program(seed, number):
    """A module, the calls of its functions, and whether they tell errors apart."""
    dice = random.Random(f"{seed}/{number}")
    tells_errors = dice.random() < 0.2
    flows = [flow(dice, at, tells_errors) for at in range(dice.randrange(1, 4))]
    texts = [flow.text() for flow in flows]
    head = "import asyncio\nimport copy\nimport dataclasses\nimport functools\nimport json\nfrom typing import Any\n\nimport openai\n\n"
    return "\n\n".join([head + HELPERS, *texts]), [f"program.{flow.name}('why')" for flow in flows], tells_errors


def found(folder, seed, count):
    """Cases below a folder."""
    for number in range(count):
        name = f"composed-{seed}-{number}"
        below = os.path.join(folder, name)
        os.makedirs(os.path.join(below, "before"))
        text, calls, tells_errors = program(seed, number)
        with open(os.path.join(below, "before", "program.py"), "w", encoding="utf-8") as file:
            file.write(text)
        case = Case(name, {"calls": calls, "events": "normal" if tells_errors else [], "joined": True}, {"args": ["--unsafe-fixes"]}, below)
        case.may_be_left = True
        yield case
