"""The Pythons that cases run in, one for each release; `scripts/python-envs` makes them."""

import os
import subprocess
import sys

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
# The old release of each pack, and the new ones of redis.
OLD, NEW = {"redis": "5.0.1", "aioredis": "2.0.1"}, ("6.2.0", "8.1.0")
# The environments that have each release, by the names of their pins.
NAMES = {"5.0.1": "openai-0.28.1", "6.2.0": "openai-1.93.1", "8.1.0": "newest", "2.0.1": "aioredis"}


def pythons():
    """The Python of each release."""
    done = subprocess.run([os.path.join(ROOT, "scripts", "python-envs")], stdout=subprocess.PIPE, text=True)
    if done.returncode != 0:
        sys.exit("proof: the environments could not be made: each needs Python 3.11 (PYTHON=...) and a registry of packages, once")
    made = dict(line.split(" ", 1) for line in done.stdout.splitlines())
    return {release: made[name] for release, name in NAMES.items()}


def asks(python):
    """A function that says whether the release of this Python has a name, given by its path."""
    def has(path):
        question = f"import importlib; one = importlib.import_module({path.rsplit('.', 1)[0]!r}); "
        question += f"hasattr(one, {path.rsplit('.', 1)[1]!r}) or importlib.import_module({path!r})"
        return subprocess.run([python, "-W", "ignore", "-c", question], capture_output=True).returncode == 0

    return has
