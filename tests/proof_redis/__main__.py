"""python -m proof_redis: runs the cases on the old release and on the new ones, and says where they differ."""

import argparse
import contextlib
import os
import sys
import tempfile

from . import cases, claims, environments, generated, running
from .server import Server

# Names that the certificate of the server has; the code may use others where it does not look.
NAMES = ("localhost", "cache.internal", "redis.internal")


def options():
    parser = argparse.ArgumentParser(prog="proof_redis", description=__doc__)
    parser.add_argument("words", nargs="*", help="cases with one of these words in their names; none: all")
    parser.add_argument("--exuvia", default=os.environ.get("EXUVIA"), help="the program that migrates (default: $EXUVIA)")
    parser.add_argument("--list", action="store_true", help="says which rewrites of the fixtures are not run")
    return parser.parse_args()


def main():
    given = options()
    wanted, others = cases.found(given.words)
    if given.list:
        print(*others, sep="\n")
        return 0
    if not given.exuvia:
        sys.exit("proof: which exuvia? Build it, then name it: --exuvia target/debug/exuvia")
    pythons = environments.pythons()
    with tempfile.TemporaryDirectory(prefix="proof-redis-") as folder, Server(NAMES) as server:
        if not given.words:
            wanted += generated.found(os.path.join(folder, "rows"), environments.asks(pythons[environments.OLD["redis"]]))
        alone = Server(NAMES, cluster=True) if any(case.cluster for case in wanted) else contextlib.nullcontext()
        with alone as cluster:
            suite = running.Suite(pythons, os.path.abspath(given.exuvia), {False: server, True: cluster}, folder)
            results = [suite.run(case) for case in wanted]
        wrong = [] if given.words else list(claims.wrong(pythons, server.port))
    return max(report(results, others), report_claims(wrong, bool(given.words)))


def report(results, others):
    wrong = [one for one in results if one.wrong]
    for one in wrong:
        print(f"{one.case.name}:\n" + "\n".join(f"  {line}" for line in one.wrong))
    runs = sum(one.runs for one in results)
    print(f"redis: {len(results)} cases, {runs} runs, {len(wrong)} differ; {len(others)} other folders are not run")
    return 1 if wrong or not results else 0


def report_claims(wrong, left_out):
    if not left_out:
        print(*wrong, f"redis: {len(claims.CLAIMS)} claims of policies, {len(wrong)} runs say otherwise", sep="\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
