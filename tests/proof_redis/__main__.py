"""python -m proof_redis: runs the cases on the old release and on the new ones, and says where they differ."""

import argparse
import contextlib
import os
import sys
import tempfile

from . import cases, claims, composed, environments, generated, running
from .server import Server

# Names that the certificate of the server has; the code may use others where it does not look.
NAMES = ("localhost", "cache.internal", "redis.internal")


def options():
    parser = argparse.ArgumentParser(prog="proof_redis", description=__doc__)
    parser.add_argument("words", nargs="*", help="cases with one of these words in their names; none: all")
    parser.add_argument("--exuvia", default=os.environ.get("EXUVIA"), help="the program that migrates (default: $EXUVIA)")
    parser.add_argument("--list", action="store_true", help="says which rewrites of the fixtures are not run")
    parser.add_argument("--composed", type=int, default=0, metavar="N", help="runs N programs that are drawn by lot instead")
    parser.add_argument("--seed", default="1", help="which ones (default: %(default)s)")
    parser.add_argument("--keep", help="a folder for the code that is run, kept afterwards")
    return parser.parse_args()


def main():
    given = options()
    wanted, others = cases.found(given.words)
    if given.list:
        print(*others, sep="\n")
        return 0
    if not given.exuvia:
        sys.exit("proof: which exuvia? Build it, then name it: --exuvia target/debug/exuvia")
    if given.keep:
        return checked(given, wanted, others, os.path.abspath(given.keep))
    with tempfile.TemporaryDirectory(prefix="proof-redis-") as folder:
        return checked(given, wanted, others, folder)


def checked(given, wanted, others, folder):
    """Runs the cases below a folder; gives the exit code."""
    pythons = environments.pythons()
    with Server(NAMES) as server:
        if given.composed:
            wanted, others = [*composed.found(os.path.join(folder, "composed"), given.seed, given.composed)], []
        elif not given.words:
            wanted += generated.found(os.path.join(folder, "rows"), environments.asks(pythons[environments.OLD["redis"]]))
        alone = Server(NAMES, cluster=True) if any(case.cluster for case in wanted) else contextlib.nullcontext()
        with alone as cluster:
            suite = running.Suite(pythons, os.path.abspath(given.exuvia), {False: server, True: cluster}, folder)
            results = [suite.run(case) for case in wanted]
        only_cases = bool(given.words) or given.composed
        wrong = [] if only_cases else list(claims.wrong(pythons, server.port))
    return max(report(results, others), report_claims(wrong, only_cases))


def report(results, others):
    wrong = [one for one in results if one.wrong]
    for one in wrong:
        print(f"{one.case.name}:\n" + "\n".join(f"  {line}" for line in one.wrong))
    runs, left = sum(one.runs for one in results), sum(one.left for one in results)
    print(f"redis: {len(results)} cases, {runs} runs, {len(wrong)} differ; {len(others)} other folders are not run")
    if left:
        print(f"redis: {left} programs were left to a person and are not run")
    return 1 if wrong or not results else 0


def report_claims(wrong, left_out):
    if not left_out:
        print(*wrong, f"redis: {len(claims.CLAIMS)} claims of policies, {len(wrong)} runs say otherwise", sep="\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
