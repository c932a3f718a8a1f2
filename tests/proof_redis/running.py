"""Runs cases: migrates the old code with exuvia, lets each release run what is its own, and compares."""

import json
import os
import shutil
import subprocess

from . import compare
from .environments import NEW, OLD

HERE = os.path.dirname(os.path.abspath(__file__))


class Result:
    def __init__(self, case):
        self.case, self.wrong, self.runs, self.kinds = case, [], 0, set()
        # Whether something is left to a person without which the code cannot run.
        self.left = False


class Suite:
    def __init__(self, pythons, exuvia, servers, folder):
        self.pythons, self.exuvia, self.folder = pythons, exuvia, folder
        self.servers = servers
        self.server = servers[False]
        # Whether the last code that was rewritten cannot run without a person.
        self.broken = False

    def run(self, case):
        result = Result(case)
        self.server = self.servers[case.cluster]
        try:
            self.compare_all(case, result)
        except Exception as error:
            result.wrong.append(f"could not be run: {error!r}")
        return result

    def compare_all(self, case, result):
        before, after = (self.copied(case, kind) for kind in ("before", "after"))
        if case.composed:
            self.compare_composed(case, result, before)
            return
        codes, left = self.migrate(case, after)
        expected = os.path.join(case.folder, "after")
        if os.path.isdir(expected) and different(after, expected):
            result.wrong.append("exuvia does not write what stands in after/")
        if bool(left) != bool(case.left):
            result.wrong.append(f"{left} findings are left: `left` in run.toml says otherwise")
        for folder in (before, after):
            self.put_beside(case, folder)
        # Arguments without effect get it: the new code must do what the old one means, and the old one does not.
        meant, first = "RDS101" in codes, OLD[case.pack]
        old = self.asked(case, first, before, meant)
        if meant and not list(compare.differences(old, self.asked(case, first, before, False), (first, first), True)):
            result.wrong.append("the old code does what it means already: there is nothing to mend")
        for release in case.new or NEW:
            new = self.asked(case, release, after, False)
            result.runs += 1
            if case.keeps:
                if not list(compare.differences(old, new, (first, release), False)):
                    result.wrong.append("the old code keeps its connections already: there is nothing to mend")
                new = compare.as_if_anew(old, new)
            result.wrong += self.told_apart(case, release, compare.differences(old, new, (first, release), False))
            if not case.left:
                warned = [one for call in new["calls"] for one in call["warns"]]
                result.wrong += [f"{release}: after: {one}" for one in warned]
            self.compare_there(case, result, release, (before, new, old), meant)

    def compare_composed(self, case, result, before):
        """Compares what nobody wrote by what was rewritten of it, for each release by itself."""
        first = OLD[case.pack]
        for release in NEW:
            after = self.copied(case, release)
            codes, _ = self.migrate(case, after, ["--target", f"redis=={release}"])
            if self.broken:
                result.left = True
                continue
            old, new = self.asked(case, first, before, "RDS101" in codes), self.asked(case, release, after, False)
            result.runs += 1
            if "RDS110" in codes:
                old, new = compare.as_a_whole(old), compare.as_a_whole(new)
            result.wrong += self.told_apart(case, release, compare.differences(old, new, (first, release), False))

    def compare_there(self, case, result, release, runs, meant):
        """Where the new release still runs the old code as it was, the rewrite may not even meet other defaults."""
        before, new, old = runs
        there = self.asked(case, release, before, meant)
        if [compare.outcome(call) for call in there["calls"]] == [compare.outcome(call) for call in old["calls"]]:
            result.kinds.add("both")
            found = compare.differences(there, new, (release, release), True)
            result.wrong += self.told_apart(case, f"{release} before and after", found)

    def told_apart(self, case, at, found):
        for number, line in found:
            yield f"{at}: {'at the end' if number is None else case.calls[number]}: {line}"

    def copied(self, case, kind):
        folder = os.path.join(self.folder, case.name, kind)
        shutil.copytree(os.path.join(case.folder, "before"), folder, dirs_exist_ok=True)
        return folder

    def put_beside(self, case, folder):
        for name, text in case.files.items():
            with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
                file.write(text)
        if case.tls:
            shutil.copy(os.path.join(self.server.folder, "ca.pem"), folder)

    def migrate(self, case, folder, more=()):
        """Lets exuvia rewrite a folder; gives the codes of what it rewrote, and how many findings it left in code."""
        found = self.found(case, "check", os.path.join(case.folder, "before"), [*without_fixes(case.args), *more])
        left = self.found(case, "fix", folder, [*case.args, *more])
        before, after = ([code for code, _ in some] for some in (found, left))
        self.broken = any(severity == "error" for _, severity in left)
        return {code for code in before if before.count(code) > after.count(code)}, len(left)

    def found(self, case, command, folder, args):
        """The codes and severities of what is found in code, or of what a fix leaves there, but for notes."""
        command = [self.exuvia, command, "--quiet", "--exit-zero", "--output-format", "json", *args, "."]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
        if done.returncode != 0:
            raise RuntimeError(f"{case.name}: exuvia: {done.stderr}")
        found = json.loads(done.stdout)["findings"]
        return [(one["code"], one["severity"]) for one in found if one["path"].endswith(".py") and one["severity"] != "note"]

    def asked(self, case, release, folder, meant):
        """Lets a release run the calls; gives what became of them, and what the server saw."""
        self.server.clear(case.users, case.password)
        own = [self.server.link.port(), self.server.monitor.port()]
        job = {
            "folder": folder, "calls": case.calls, "port": self.server.port, "tls_port": self.server.tls_port, "tls": case.tls,
            "env": case.env, "meant": meant, "own": own, "password": case.password,
        }
        command = [self.pythons[release], os.path.join(HERE, "worker.py")]
        environment = {name: value for name, value in os.environ.items() if not name.startswith("REDIS_")}
        done = subprocess.run(
            command, input=json.dumps(job), capture_output=True, text=True, env=environment | {"PYTHONDONTWRITEBYTECODE": "1"},
        )
        if not done.stdout:
            raise RuntimeError(f"{release}: {done.stderr[-900:]}")
        found = json.loads(done.stdout)
        ports = {str(self.server.port): "plain", str(self.server.tls_port): "tls"}
        for call in found["calls"]:
            call["connected"] = compare.connected(call["clients"], ports)
        found["asked"] = compare.asked(self.server.seen())
        if case.cluster:
            compare.forget_the_way(found)
        found["holds"] = self.server.holds()
        return found


def without_fixes(args):
    return [one for one in args if one != "--unsafe-fixes"]


def different(made, expected):
    found = []
    for folder in (made, expected):
        files = {}
        for parent, _, names in os.walk(folder):
            for name in names:
                path = os.path.join(parent, name)
                with open(path, "rb") as file:
                    files[os.path.relpath(path, folder)] = file.read()
        found.append(files)
    return found[0] != found[1]
