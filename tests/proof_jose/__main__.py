"""python -m proof_jose: runs programs that are drawn by lot on python-jose and, rewritten, on PyJWT."""

import argparse
import collections
import concurrent.futures
import os
import subprocess
import sys
import tempfile

from . import composed, running

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")


def options():
    parser = argparse.ArgumentParser(prog="proof_jose", description=__doc__)
    parser.add_argument("--exuvia", default=os.environ.get("EXUVIA"), help="the program that migrates (default: $EXUVIA)")
    parser.add_argument("--composed", type=int, default=60, metavar="N", help="how many programs (default: %(default)s)")
    parser.add_argument("--seed", default="1", help="which ones (default: %(default)s)")
    parser.add_argument("--keep", help="a folder for the code that is run, kept afterwards")
    return parser.parse_args()


def pythons():
    """The Python with the old library, and the one with the new."""
    done = subprocess.run([os.path.join(ROOT, "scripts", "python-envs"), "tests/proof_jose"], stdout=subprocess.PIPE, text=True)
    if done.returncode != 0:
        sys.exit("proof: the environments could not be made: each needs Python 3.11 (PYTHON=...) and a registry of packages, once")
    made = dict(line.split(" ", 1) for line in done.stdout.splitlines())
    return made["jose-3.3.0"], made["pyjwt-2.15.1"]


def main():
    given = options()
    if not given.exuvia:
        sys.exit("proof: which exuvia? Build it, then name it: --exuvia target/debug/exuvia")
    with tempfile.TemporaryDirectory(prefix="proof-jose-") as folder:
        suite = running.Suite(given.exuvia, pythons(), given.keep or folder)
        numbers = range(given.composed)

        def run(number):
            return suite.run(f"composed-{given.seed}-{number}", *composed.program(given.seed, number))

        with concurrent.futures.ThreadPoolExecutor(3) as pool:
            results = list(pool.map(run, numbers))
    return report(given.seed, results)


def report(seed, results):
    left = [said for said, _, _ in results if said]
    answers, differ = sum(count for _, count, _ in results), 0
    for number, (_, _, wrong) in enumerate(results):
        if wrong:
            differ += 1
            print(f"composed-{seed}-{number}:\n" + "\n".join(f"  {line}" for line in wrong))
    for said, count in collections.Counter(line for lines in left for line in lines).most_common():
        print(f"left to a person in {count}: {said}")
    print(f"tokens: {len(results)} programs, {answers} answers, {differ} programs differ; {len(left)} are left to a person and not run")
    return 1 if differ or not answers else 0


if __name__ == "__main__":
    sys.exit(main())
