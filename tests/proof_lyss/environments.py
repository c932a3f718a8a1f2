"""The Pythons of both services, before and after; `scripts/python-envs` makes them of the locks beside this file."""

import os
import subprocess
import sys

ROOT = os.path.abspath(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", ".."))
HERE = os.path.join("tests", "proof_lyss")
SERVICES = {"backend": "backend", "memory": "memory-service"}


def pythons():
    """The Python of each service and state: `("backend", "old")`."""
    done = subprocess.run([os.path.join(ROOT, "scripts", "python-envs"), HERE], stdout=subprocess.PIPE, text=True)
    if done.returncode != 0:
        sys.exit("proof: the environments could not be made: each needs Python 3.11 (PYTHON=...) and a registry of packages, once")
    made = dict(line.split(" ", 1) for line in done.stdout.splitlines())
    return {(service, state): made[f"{service}-{state}"] for service in SERVICES for state in ("old", "new")}


def lock(service, state):
    return os.path.join(ROOT, HERE, f"requirements-{service}-{state}.txt")
