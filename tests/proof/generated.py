"""Cases made of the pack: for each method of `calls.toml` a call with nothing more than it needs, and one for each case of
each of its arguments that exuvia can apply. So a new row, or a new case of an argument, is run without anyone asking.
"""

import os

from . import coverage
from .cases import Case
from .compare import read

MESSAGES = '[{"role": "user", "content": "why"}]'
# What each method needs, by the names of its parameters, and what is read of its answer.
METHODS = {
    "ChatCompletion.create": ({"model": '"m"', "messages": MESSAGES}, '["choices"][0]["message"]["content"]'),
    "Completion.create": ({"model": '"m"', "prompt": '"p"'}, '["choices"][0]["text"]'),
    "Embedding.create": ({"model": '"m"', "input": '"t"'}, '["data"][0]["embedding"]'),
    "Moderation.create": ({"input": '"t"'}, '["results"][0]["flagged"]'),
    "Image.create": ({"prompt": '"sea"'}, '["data"][0]["url"]'),
    "Image.create_edit": ({"image": 'open("a.png", "rb")', "prompt": '"sea"'}, '["data"][0]["url"]'),
    "Image.create_variation": ({"image": 'open("a.png", "rb")'}, '["data"][0]["url"]'),
    "Audio.transcribe": ({"model": '"whisper-1"', "file": 'open("a.mp3", "rb")'}, '["text"]'),
    "Audio.translate": ({"model": '"whisper-1"', "file": 'open("a.mp3", "rb")'}, '["text"]'),
    "Audio.transcribe_raw": ({"model": '"whisper-1"', "file": 'b"sound"', "filename": '"b.mp3"'}, '["text"]'),
    "Audio.translate_raw": ({"model": '"whisper-1"', "file": 'b"sound"', "filename": '"b.mp3"'}, '["text"]'),
    "File.create": ({"file": 'open("a.jsonl", "rb")', "purpose": '"fine-tune"'}, '["id"]'),
    "File.list": ({}, '["data"][0]["id"]'),
    "File.retrieve": ({"id": '"file-1"'}, '["filename"]'),
    "File.delete": ({"sid": '"file-1"'}, '["deleted"]'),
    "File.download": ({"id": '"file-1"'}, ".decode()"),
    "FineTuningJob.create": ({"training_file": '"file-1"', "model": '"m"'}, '["id"]'),
    "FineTuningJob.list": ({}, '["data"][0]["id"]'),
    "FineTuningJob.retrieve": ({"id": '"job-1"'}, '["status"]'),
    "FineTuningJob.cancel": ({"id": '"job-1"'}, '["status"]'),
    "FineTuningJob.list_events": ({"id": '"job-1"'}, '["data"][0]["message"]'),
    "Model.list": ({}, '["data"][0]["id"]'),
    "Model.retrieve": ({"id": '"gpt-4"'}, '["owned_by"]'),
    "Model.delete": ({"sid": '"gpt-4"'}, '["deleted"]'),
}
# What 0.28.1 answers here is no answer that could be read.
NOT_READ = {"openai.File.adelete", "openai.Model.adelete"}
# What an argument is, where its case does not say.
VALUES = {
    "engine": '"e"', "deployment_id": '"d"', "timeout": "7", "request_timeout": "8", "headers": '{"X-Team": "search"}',
    "request_id": '"r-1"', "api_key": '"k2"', "api_base": '"https://there/v1"', "organization": '"org-2"',
    "api_type": '"open_ai"', "api_version": '"2023-05-15"', "mask": 'open("b.png", "rb")', "model": '"text-moderation-stable"', "starting_after": '"job-0"',
    "image": 'open("a.png", "rb")',
    "id": '"one-1"', "sid": '"one-1"', "file": 'open("a.jsonl", "rb")', "user_provided_filename": '"b.jsonl"', "filename": '"c.mp3"',
}
# What gives the model, which one call names once.
MODELS = ("engine", "deployment_id", "model")
FILES = {"a.png": "pixels", "b.png": "mask", "a.mp3": "sound", "a.jsonl": "{}"}


def method_of(row):
    """`ChatCompletion.create` and whether it is awaited, of a row's `old`."""
    owner, _, name = row["old"].removeprefix("openai.").rpartition(".")
    known = f"{owner}.{name}"
    if name.startswith("a") and f"{owner}.{name[1:]}" in METHODS:
        return f"{owner}.{name[1:]}", True
    return known, False


def value_of(name, case):
    """A literal that is what the case says; none where it is about values that nobody can see."""
    literal = {"none": "None", "empty": '""', "tuple": "(3, 60)"}.get(case["is"])
    if literal is None and "of" in case:
        literal = repr(case["of"][0])
    if literal is None and case["is"] in ("string", "number", "not-none"):
        literal = VALUES[name]
    return literal


class Program:
    """The code of one row, and the calls that run it."""

    def __init__(self, row):
        self.method, self.is_awaited = method_of(row)
        self.row, self.functions, self.calls = row, [], []
        self.needs, self.reads = METHODS[self.method]
        if row["old"] in NOT_READ:
            self.reads = " is not None"
        self.add("bare", {}, None)
        for argument, number in coverage.applied(row):
            [table] = [one["cases"] for one in row["argument"] if one["name"] == argument]
            self.add_argument(argument, number, table[number])

    def add_argument(self, name, number, case):
        literal = value_of(name, case)
        self.add(f"{name}_{number}", {name: literal or "value"}, None if literal else VALUES[name])

    def add(self, name, more, value):
        given = {one: literal for one, literal in self.needs.items() if one not in more}
        if more.keys() & {"engine", "deployment_id"} and "None" not in more.values():
            given.pop("model", None)
        arguments = ", ".join(f"{one}={literal}" for one, literal in (given | more).items())
        call = f"openai.{self.row['old'].removeprefix('openai.')}({arguments})"
        call = f"(await {call})" if self.is_awaited else call
        parameters = "value" if value else ""
        self.functions.append(f"{'async ' * self.is_awaited}def {name}({parameters}):\n    return {call}{self.reads}\n")
        self.calls.append(f"row.{name}({value or ''})")

    def text(self):
        return "import openai\n\n\n" + "\n\n".join(self.functions)


def found(folder, words=()):
    """A case for each row, written below a folder."""
    for row in read("calls.toml")["change"]:
        name = "row-" + row["old"].removeprefix("openai.").replace(".", "-")
        if row["old"] in coverage.BY_HAND or (words and not any(word in name for word in words)):
            continue
        program = Program(row)
        place = os.path.join(folder, name)
        os.makedirs(os.path.join(place, "before"))
        with open(os.path.join(place, "before", "row.py"), "w", encoding="utf-8") as file:
            file.write(program.text())
        yield Case(name, {"calls": program.calls, "files": FILES}, {"args": ["--unsafe-fixes"]}, place)
