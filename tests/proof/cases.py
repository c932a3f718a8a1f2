"""What is run: each folder of `testdata/openai` with a `run.toml`.

    calls = ["ask.ask('why')", "ask.aask(messages)"]     # expressions or statements, one after another; what they see
                               # beside the code's modules is in `worker.Program`
    answers = ["429", ""]      # what happens to the requests in turn, the last to all further ones; see `answers`
    events = ["429", "503"]    # or "normal" or "all": runs again, with each of them happening to every request
    env = { OPENAI_API_KEY = "" }
    files = { "somewhere.py" = "..." }       # of code that exuvia does not see, the same beside both versions
    together = true            # requests of a call may be made in any order
    joined = true              # an event may reach the handler of the event that the pack says it joins: a finding says so
    retries = true             # the new version tries as often as it does by itself
    left = "why"               # what exuvia leaves here, though the calls can run
    not_run = "why"            # nothing here can run: calls are not needed
"""

import os
import tomllib

KEYS = {"calls", "answers", "events", "env", "files", "together", "joined", "retries", "left", "not_run"}
TESTDATA = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "testdata", "openai")


class Case:
    def __init__(self, name, run, expected, folder):
        unknown = set(run) - KEYS
        if unknown:
            raise SystemExit(f"{name}/run.toml: what is {', '.join(sorted(unknown))}?")
        self.name, self.folder = name, folder
        self.calls = run.get("calls", [])
        self.answers = run.get("answers", [])
        self.events = run.get("events", [])
        self.env = run.get("env", {})
        self.files = run.get("files", {})
        self.together = run.get("together", False)
        self.joined = run.get("joined", False)
        self.retries = run.get("retries", False)
        self.left = run.get("left")
        self.not_run = run.get("not_run")
        self.args = expected.get("args", [])
        # What is left to a person is no mistake, and is not run.
        self.may_be_left = False

    def runs(self, events):
        """What happens to the requests, run by run: the case's own answers first, then each event."""
        names = {"normal": [one["name"] for one in events if not one.get("rare")],
                 "all": [one["name"] for one in events if one["name"] != "409"]}
        wanted = self.events if isinstance(self.events, list) else names[self.events]
        return [self.answers, *([event] for event in wanted)]


def read(path):
    with open(path, "rb") as file:
        return tomllib.load(file)


def found(words=()):
    """The cases that can run and have one of the words in their names, and the rest as names and reasons."""
    cases, others = [], {}
    for name in sorted(os.listdir(TESTDATA)):
        folder = os.path.join(TESTDATA, name)
        if not os.path.isdir(folder) or (words and not any(word in name for word in words)):
            continue
        path = os.path.join(folder, "run.toml")
        if not os.path.exists(path):
            others[name] = "has no run.toml"
            continue
        case = Case(name, read(path), read(os.path.join(folder, "expected.toml")), folder)
        if case.not_run:
            others[name] = case.not_run
        else:
            cases.append(case)
    return cases, others
