"""The Pythons that cases run in, one for each version of the SDK; `scripts/python-envs` makes them."""

import os
import subprocess
import sys

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
OLD = "0.28.1"
# The version that is gone to by default, the first that can be, and the newest 1.x.
TARGET, FIRST, NEWEST = "1.93.1", "1.3.7", "1.109.1"
NEW = (TARGET, FIRST, NEWEST)


def pythons():
    """The Python of each version."""
    done = subprocess.run([os.path.join(ROOT, "scripts", "python-envs")], stdout=subprocess.PIPE, text=True)
    if done.returncode != 0:
        sys.exit("proof: the environments could not be made: each needs Python 3.11 (PYTHON=...) and a registry of packages, once")
    made = dict(line.split(" ", 1) for line in done.stdout.splitlines())
    return {version: made[f"openai-{version}"] for version in (OLD, *NEW)}
