"""What is run: each folder of `testdata/redis` and `testdata/aioredis` with a `run.toml`.

    calls = ["cache.remember('a', 'b')"]    # expressions or statements, one after another; they see the code's modules by name
    tls = [6380]               # ports that speak TLS; `ca.pem` in the folder is the authority of the server's certificate
    password = "s3cr3t"        # what the server asks of its usual user; none: nothing
    users = ["app"]            # users of the server beside the usual one; any password will do
    env = { REDIS_HOST = "cache" }
    files = { "registry.py" = "..." }       # of code that exuvia does not see, the same beside both versions
    new = ["6.2.0", "8.1.0"]   # the releases that the new code runs on, where that is not both
    left = "why"               # what exuvia leaves here, though the calls can run
    cluster = true             # the server is a cluster of one node
    keeps = true               # the new code keeps connections that the old one made for each call: that is its point
"""

import os
import tomllib

KEYS = {"calls", "tls", "password", "users", "env", "files", "new", "left", "keeps", "cluster"}
TESTDATA = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "testdata")
PACKS = ("redis", "aioredis")


class Case:
    def __init__(self, name, folder, pack="redis"):
        run, expected = read(os.path.join(folder, "run.toml")), read(os.path.join(folder, "expected.toml"))
        unknown = set(run) - KEYS
        if unknown:
            raise SystemExit(f"{name}/run.toml: what is {', '.join(sorted(unknown))}?")
        self.name, self.folder, self.pack = name, folder, pack
        self.calls = run["calls"]
        self.tls, self.users, self.password = run.get("tls", []), run.get("users", []), run.get("password")
        self.env, self.files = run.get("env", {}), run.get("files", {})
        self.new, self.left, self.keeps = run.get("new"), run.get("left"), run.get("keeps", False)
        self.cluster = run.get("cluster", False)
        self.args = expected.get("args", [])
        # Whether it is drawn by lot: nobody said what becomes of it.
        self.composed = False


def read(path):
    with open(path, "rb") as file:
        return tomllib.load(file)


def found(words=()):
    """The cases that have one of the words in their names, and the names of folders with a rewrite that have no `run.toml`."""
    cases, others = [], []
    for pack in PACKS:
        for name in sorted(os.listdir(os.path.join(TESTDATA, pack))):
            folder = os.path.join(TESTDATA, pack, name)
            if words and not any(word in name for word in words):
                continue
            if os.path.exists(os.path.join(folder, "run.toml")):
                cases.append(Case(name, folder, pack))
            elif os.path.isdir(os.path.join(folder, "after")):
                others.append(name)
    return cases, others
