"""python -m proof_lyss: the suites of the platform before and after, and what lies between."""

import argparse
import concurrent.futures
import os
import shutil
import subprocess
import sys
import tempfile

from . import checklist, environments, locks, suites
from .environments import ROOT, SERVICES

PLATFORM = os.path.join(ROOT, "testdata", "lyss")
BY_HAND = os.path.join(ROOT, environments.HERE, "by_hand.patch")


class Wrong(Exception):
    pass


def options():
    parser = argparse.ArgumentParser(prog="proof_lyss", description=__doc__)
    parser.add_argument("--exuvia", default=os.environ.get("EXUVIA"), help="the program that migrates (default: $EXUVIA)")
    parser.add_argument("--keep", metavar="DIR", help="where the platform stands before and after, to look at it")
    return parser.parse_args()


def main():
    given = options()
    if not given.exuvia:
        sys.exit("proof: which exuvia? Build it, then name it: --exuvia target/debug/exuvia")
    pythons = environments.pythons()
    with tempfile.TemporaryDirectory(prefix="proof-lyss-") as scratch:
        folder = os.path.abspath(given.keep or scratch)
        try:
            prove(os.path.abspath(given.exuvia), pythons, folder)
        except Wrong as wrong:
            print(f"lyss: {wrong}")
            return 1
    return 0


def prove(exuvia, pythons, folder):
    before, after = os.path.join(folder, "before"), os.path.join(folder, "after")
    for copy in (before, after):
        shutil.copytree(PLATFORM, copy, ignore=shutil.ignore_patterns("__pycache__", ".pytest_cache", ".venv"))
    hold_locks(before, "old")
    named = migrate(exuvia, before, after, folder)
    hold_locks(after, "new")
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        def started(tree, state):
            return {
                service: pool.submit(suites.run, pythons[service, state], os.path.join(tree, name))
                for service, name in SERVICES.items()
            }

        runs = {"before, old pins": started(before, "old"), "before, new pins": started(before, "new"), "after, new pins": started(after, "new")}
        results = {what: {service: run.result() for service, run in one.items()} for what, one in runs.items()}
    judge(results)
    print(f"lyss: {named} edits by hand, each of them named by the checklist")


def hold_locks(tree, state):
    for service, name in SERVICES.items():
        manifest = os.path.join(tree, name, "requirements-dev.txt")
        wrong = locks.differences(manifest, environments.lock(service, state))
        if wrong:
            how = "uv pip compile --python-version 3.11 --generate-hashes --no-annotate --no-header"
            raise Wrong(f"{name}: the {state} lock is not that of the manifest ({'; '.join(wrong)}): make it with `{how}`")


def migrate(exuvia, before, after, folder):
    """Plans, fixes, and does by hand what is left. How many edits that were."""
    plan = os.path.join(folder, "plan")
    command(exuvia, "plan", "-o", plan, ".", cwd=before)
    # What is left to people makes it 1.
    command(exuvia, "fix", "--unsafe-fixes", "--quiet", ".", cwd=after, codes=(0, 1))
    with open(BY_HAND, encoding="utf-8") as file:
        patch = file.read()
    with open(os.path.join(plan, "checklist.md"), encoding="utf-8") as file:
        wrong = checklist.not_named(patch, file.read(), before, after)
    if wrong:
        raise Wrong("edits by hand that the checklist does not name:\n  " + "\n  ".join(wrong))
    command("git", "apply", "--unidiff-zero", BY_HAND, cwd=after)
    return len(checklist.edits(patch))


def command(*words, cwd, codes=(0,)):
    done = subprocess.run(words, cwd=cwd, capture_output=True, text=True)
    if done.returncode not in codes:
        raise Wrong(f"{' '.join(words[:2])} ended with {done.returncode}: {done.stderr.strip()[-2000:]}")


def judge(results):
    wrong = []
    for what, each in results.items():
        for service, result in each.items():
            print(f"lyss: {SERVICES[service]}, {what}: {result}")
            should = what != "before, new pins"
            if should and not result.passes:
                wrong.append(f"{SERVICES[service]}, {what}: does not pass\n{result.output[-6000:]}")
            elif not should and result.passes:
                wrong.append(f"{SERVICES[service]}, {what}: passes, so its tests show nothing of the upgrade")
            if should and not result.heard:
                wrong.append(f"{SERVICES[service]}, {what}: asked redis for nothing")
            if should and not result.asked:
                wrong.append(f"{SERVICES[service]}, {what}: asked no model for anything")
    for service in SERVICES:
        one, other = (set(results[what][service].states) for what in ("before, old pins", "after, new pins"))
        if one != other:
            wrong.append(f"{SERVICES[service]}: other tests run after the upgrade: {sorted(one ^ other)}")
    if wrong:
        raise Wrong("\n".join(wrong))


if __name__ == "__main__":
    sys.exit(main())
