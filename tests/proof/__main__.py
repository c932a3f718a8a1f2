"""python -m proof: runs the cases on the old version and on the new ones, and says where they differ."""

import argparse
import concurrent.futures
import os
import sys
import tempfile

from . import cases, compare, composed, coverage, environments, generated, running
from .server import Server


def options():
    parser = argparse.ArgumentParser(prog="proof", description=__doc__)
    parser.add_argument("words", nargs="*", help="cases with one of these words in their names; none: all")
    parser.add_argument("--exuvia", default=os.environ.get("EXUVIA"), help="the program that migrates (default: $EXUVIA)")
    parser.add_argument("--keep", help="a folder for the code that is run, kept afterwards")
    parser.add_argument("--list", action="store_true", help="says which cases cannot run, and why")
    parser.add_argument("--coverage", action="store_true", help="says what of the pack no case runs, and runs none")
    parser.add_argument("--composed", type=int, default=0, metavar="N", help="runs N programs that are drawn by lot instead")
    parser.add_argument("--seed", default="1", help="which ones (default: %(default)s)")
    return parser.parse_args()


def main():
    given = options()
    wanted, others = cases.found(given.words)
    if given.list:
        for name, why in others.items():
            print(f"{name}: {why}")
        return 0
    if not given.exuvia:
        sys.exit("proof: which exuvia? Build it, then name it: --exuvia target/debug/exuvia")
    if given.keep:
        return checked(given, wanted, others, given.keep)
    with tempfile.TemporaryDirectory(prefix="proof-") as folder:
        return checked(given, wanted, others, folder)


def checked(given, wanted, others, folder):
    """Runs the cases below a folder, or says what they do not cover; gives the exit code."""
    if given.composed:
        wanted, others = [*composed.found(os.path.join(folder, "composed"), given.seed, given.composed)], {}
    else:
        wanted = [*wanted, *generated.found(os.path.join(folder, "rows"), given.words)]
    exuvia = os.path.abspath(given.exuvia)
    if given.coverage:
        lines = list(coverage.report(exuvia, wanted))
        print(*lines, f"{len(lines)} rows, values of arguments and uses of answers have no case that runs", sep="\n")
        return 1 if lines else 0
    pythons = environments.pythons()
    with Server() as server, running.Workers(pythons, server) as workers:
        suite = running.Suite(workers, exuvia, os.path.abspath(folder), compare.read("errors.toml"))
        # Each case asks its Pythons one after another, several cases stand in line.
        with concurrent.futures.ThreadPoolExecutor(6) as pool:
            results = list(pool.map(suite.run, wanted))
    return report(results, others)


def report(results, others):
    wrong = [one for one in results if one.wrong]
    for one in wrong:
        print(f"{one.case.name}:\n" + "\n".join(f"  {line}" for line in one.wrong))
    runs = sum(one.runs for one in results)
    fits = {version: sum(version in one.versions for one in results) for version in sorted(environments.NEW)}
    print(f"{len(results)} cases, {runs} runs, {len(wrong)} differ; {len(others)} other folders cannot run or are not yet run")
    print("on " + ", ".join(f"{version}: {count}" for version, count in fits.items()))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
