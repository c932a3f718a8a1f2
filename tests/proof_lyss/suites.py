"""Runs the suite of a service with a stand-in for OpenAI and a real redis-server of its own: suites empty its databases, and two run at
a time."""

import os
import subprocess
import tempfile
import time
import xml.etree.ElementTree

from proof_redis.server import Server

from .stub import Stub

LONGEST_SECONDS = 600
# Where anything else than this machine would be asked: nothing listens there.
NOWHERE = "http://127.0.0.1:9"


class Result:
    """What came of each test, by its name; none if the suite could not even be collected."""

    def __init__(self, states, output, seconds, asked, heard):
        self.states, self.output, self.seconds, self.asked, self.heard = states, output, seconds, asked, heard

    def of(self, state):
        return sorted(name for name, one in self.states.items() if one == state)

    @property
    def passes(self):
        return bool(self.states) and set(self.states.values()) == {"passed"}

    def __str__(self):
        counts = [f"{len(self.of(state))} {state}" for state in ("passed", "failed", "skipped") if self.of(state)]
        return f"{', '.join(counts) or 'no test'} in {self.seconds:.0f} s, {self.asked} requests for models"


def run(python, folder):
    """Runs the suite that stands in a folder."""
    started = time.monotonic()
    with Stub() as stub, Server() as redis, tempfile.TemporaryDirectory(prefix="proof-lyss-run-") as scratch:
        report = os.path.join(scratch, "report.xml")
        done = subprocess.run(
            [python, "-m", "pytest", "-q", "--tb=short", "--continue-on-collection-errors", "-p", "no:cacheprovider", f"--junit-xml={report}"],
            cwd=folder, env=environment(folder, stub, redis, scratch), text=True, timeout=LONGEST_SECONDS,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )
        states = read(report) if os.path.exists(report) else {}
        asked, heard = stub.count, bool(redis.seen())
    if done.returncode not in (0, 1, 2) or (done.returncode == 0) != (set(states.values()) == {"passed"}):
        states["the suite itself"] = "failed"
    return Result(states, done.stdout, time.monotonic() - started, asked, heard)


def environment(folder, stub, redis, scratch):
    own = {name: value for name, value in os.environ.items() if not name.startswith(("OPENAI_", "REDIS_", "PYTEST_"))}
    base = "OPENAI_API_BASE" if os.path.basename(folder) == "backend" else "OPENAI_BASE_URL"
    return own | {
        base: f"{stub.url}/v1", "OPENAI_API_KEY": "sk-test",
        "REDIS_HOST": "127.0.0.1", "REDIS_PORT": str(redis.port),
        "DATABASE_URL": f"sqlite+aiosqlite:///{scratch}/lyss.db", "MEM0_DIR": scratch, "HF_HUB_OFFLINE": "1",
        "HTTP_PROXY": NOWHERE, "HTTPS_PROXY": NOWHERE, "NO_PROXY": "127.0.0.1,localhost,testserver",
        "PYTHONDONTWRITEBYTECODE": "1", "PYTHONWARNINGS": "ignore",
    }


def read(report):
    """The state of each test in a JUnit report; errors around tests are failures of them."""
    states = {}
    for case in xml.etree.ElementTree.parse(report).iter("testcase"):
        name = f"{case.get('classname')}::{case.get('name')}"
        kinds = {child.tag for child in case}
        state = "failed" if kinds & {"failure", "error"} else "skipped" if "skipped" in kinds else "passed"
        states[name] = "failed" if "failed" in (state, states.get(name)) else state
    return states
