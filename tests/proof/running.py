"""Runs cases: migrates the old code with exuvia, lets workers run both, and compares."""

import json
import os
import shutil
import subprocess
import threading

from . import compare
from .environments import FIRST, NEWEST, OLD, TARGET

WORKER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "worker.py")


class Worker:
    """One Python that runs one job at a time."""

    def __init__(self, python, server):
        environment = {name: value for name, value in os.environ.items() if not is_of_an_sdk(name)}
        environment |= {"OPENAI_API_KEY": "from-environment", "PYTHONHASHSEED": "0"}
        self.server, self.lock = server, threading.Lock()
        self.process = subprocess.Popen(
            [python, WORKER, server.url], env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            stderr=subprocess.DEVNULL,
        )

    def run(self, job):
        with self.lock:
            print(json.dumps(job), file=self.process.stdin, flush=True)
            line = self.process.stdout.readline()
        found = json.loads(line) if line else {"failed": "its Python ended"}
        for number, call in enumerate(found.get("calls", [])):
            call["requests"] = self.server.taken(f"{job['run']}/{number}")
        return found

    def end(self):
        self.process.stdin.close()
        self.process.wait()
        self.process.stdout.close()


def is_of_an_sdk(name):
    return name.startswith(("OPENAI_", "AZURE_")) or name.lower().endswith("_proxy")


class Workers:
    def __init__(self, pythons, server):
        self.workers = {version: Worker(python, server) for version, python in pythons.items()}

    def __enter__(self):
        return self.workers

    def __exit__(self, *_):
        for worker in self.workers.values():
            worker.end()


class Result:
    def __init__(self, case):
        self.case, self.wrong, self.runs, self.versions = case, [], 0, []


class Suite:
    def __init__(self, workers, exuvia, folder, errors):
        """`errors` is `errors.toml` of the pack."""
        self.workers, self.exuvia, self.folder, events = workers, exuvia, folder, errors["event"]
        self.names = compare.renamed([*errors["change"], *events])
        self.events, self.classes = events, compare.classes(events)
        self.joins = {event["name"]: event["joins"] for event in events if "joins" in event}

    def run(self, case):
        result = Result(case)
        try:
            self.compare_all(case, result)
        except Exception as error:
            result.wrong.append(f"could not be run: {error!r}")
        return result

    def compare_all(self, case, result):
        before = self.copied(case, "before")
        made, left = self.migrated(case, TARGET)
        if left and case.may_be_left:
            return
        expected = os.path.join(case.folder, "after")
        wrong = os.path.isdir(expected) and differing_files(made, expected)
        if wrong:
            result.wrong.append(f"exuvia does not write what stands in after/: {', '.join(wrong)}")
        if left and not case.left:
            result.wrong.append(f"{left} findings are left: say in run.toml why it can run all the same")
        if case.left and not left:
            result.wrong.append("nothing is left any more: take `left` out of run.toml")
        trees = {TARGET: made, NEWEST: made}
        first, left_first = self.migrated(case, FIRST)
        if left_first <= left:
            trees[FIRST] = first
        for folder in (before, made, first):
            for name, text in case.files.items():
                write(os.path.join(folder, name), text)
        olds = {}
        for number, wishes in enumerate(case.runs(self.events)):
            olds[tuple(wishes)] = self.asked(case, OLD, before, number, wishes)
        for number, (wishes, old) in enumerate(olds.items()):
            like = olds.get((self.joins.get(wishes[0]),)) if case.joined and wishes else None
            for version, tree in trees.items():
                new = self.asked(case, version, tree, number, wishes)
                result.runs += 1
                result.wrong += self.differences(case, version, wishes, new, old, like)
        result.versions = list(trees)

    def copied(self, case, kind):
        folder = os.path.join(self.folder, case.name, kind)
        shutil.copytree(os.path.join(case.folder, "before"), folder)
        return folder

    def migrated(self, case, version):
        """The folder that exuvia wrote, and how many findings it left."""
        folder = self.copied(case, version)
        given = case.args if version == TARGET else [*without_target(case.args), "--target", f"openai=={version}"]
        command = [self.exuvia, "fix", "--quiet", "--exit-zero", "--output-format", "json", *given, "."]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
        if done.returncode != 0:
            raise RuntimeError(f"exuvia fix: {done.stderr}")
        report = json.loads(done.stdout)
        return folder, sum(one["severity"] == "error" for one in report["findings"])

    def asked(self, case, version, folder, number, wishes):
        job = {
            "run": f"{case.name}/{version}/{number}", "folder": folder, "calls": case.calls, "wishes": wishes,
            "env": case.env, "retries": case.retries,
        }
        return self.workers[version].run(job)

    def differences(self, case, version, wishes, new, old, like):
        """What differs between the runs. What is like the event may have become one with it, where the case says so."""
        at = f"{version}, {', '.join(wishes) or 'all goes well'}"
        for side, found in (("before", old), ("after", new)):
            if "failed" in found:
                return [f"{at}: {side}: {found['failed']}"]
        wrong = []
        for number, text in enumerate(case.calls):
            found = list(self.call_differences(case, wishes, old["calls"][number], new["calls"][number]))
            if found and like and not list(self.call_differences(case, wishes, like["calls"][number], new["calls"][number])):
                continue
            wrong += [f"{at}: {text}: {line}" for line in found]
        return wrong

    def call_differences(self, case, wishes, before, after):
        seen = [compare.outcome(call, wishes, self.classes) for call in (before, after)]
        if not compare.same(*seen, set() if wishes else self.names):
            traces = [call["trace"] for call in (before, after) if "trace" in call]
            yield f"before {seen[0]}, after {seen[1]}" + "".join(f"\n    {trace.splitlines()[1].strip()}: {trace.splitlines()[-1]}" for trace in traces)
        asked = [compare.requests(call["requests"], case.together) for call in (before, after)]
        compare.without_file_names(*asked)
        if case.retries or wishes:
            asked = [compare.once(found, case.retries) for found in asked]
        if asked[0] != asked[1]:
            yield f"asks before {asked[0]}, after {asked[1]}"


def without_target(args):
    """The arguments of a case without the version that it goes to."""
    return [word for at, word in enumerate(args) if word != "--target" and (at == 0 or args[at - 1] != "--target")]


def write(path, text):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


def files_of(folder):
    found = {}
    for parent, _, names in os.walk(folder):
        for name in names:
            path = os.path.join(parent, name)
            with open(path, "rb") as file:
                found[os.path.relpath(path, folder)] = file.read()
    return found


def differing_files(made, expected):
    made, expected = files_of(made), files_of(expected)
    return sorted(name for name in made.keys() | expected.keys() if made.get(name) != expected.get(name))
