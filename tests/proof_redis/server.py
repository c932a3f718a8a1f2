"""A real `redis-server` on free ports of the loopback, plain and with TLS, and what it saw."""

import glob
import os
import platform
import re
import shutil
import socket
import subprocess
import tempfile
import time

PACKAGES = ("redis-server", "redis-tools", "libjemalloc2", "liblzf1")
MISSING = """proof: no {name}: it is not in PATH, and the packages {packages} of Debian could not be fetched with apt-get and \
unpacked with dpkg ({why}). Install {name}, or run `scripts/test --offline`."""
# Commands as MONITOR writes them: `1700000000.1 [0 127.0.0.1:5] "GET" "a"`; a script's own have `lua` for the address.
SEEN = re.compile(r"^\+?[\d.]+ \[(\d+) (\S+)\] (.*)$")


def cache():
    """The folder outside of the repository where what was fetched is kept."""
    home = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
    return os.environ.get("EXUVIA_CACHE") or os.path.join(home, "exuvia")


def program():
    """The command of the server and the environment that it needs: the installed one, else Debian's, unpacked in the cache."""
    found = shutil.which("redis-server")
    if found:
        return found, {}
    root = os.path.join(cache(), f"redis-server-{platform.machine()}")
    server = os.path.join(root, "usr", "bin", "redis-server")
    if not os.path.exists(server):
        unpack(root)
    libraries = glob.glob(os.path.join(root, "usr", "lib", "*"))
    return server, {"LD_LIBRARY_PATH": os.pathsep.join(libraries)}


def major(command, environment):
    """The first number of the server's version."""
    said = subprocess.run([command, "--version"], env=os.environ | environment, capture_output=True, text=True, check=True).stdout
    return int(re.search(r"v=(\d+)", said).group(1))


def unpack(root, packages=PACKAGES, name="redis-server"):
    """Fetches the packages and unpacks them; they are not installed, so nobody has to be root."""
    os.makedirs(os.path.dirname(root), exist_ok=True)
    with tempfile.TemporaryDirectory(dir=os.path.dirname(root)) as folder:
        try:
            run(folder, "apt-get", "download", *packages)
        except (OSError, subprocess.CalledProcessError):
            # A fresh machine has no lists of packages yet; who may not write them is told by the second try.
            try:
                subprocess.run(["apt-get", "update"], capture_output=True, check=False)
                run(folder, "apt-get", "download", *packages)
            except (OSError, subprocess.CalledProcessError) as error:
                raise SystemExit(MISSING.format(name=name, packages=", ".join(packages), why=reason(error))) from error
        for package in glob.glob(os.path.join(folder, "*.deb")):
            run(folder, "dpkg", "-x", package, os.path.join(folder, "root"))
        # In one step, so that two runs do not see each other's halves.
        try:
            os.rename(os.path.join(folder, "root"), root)
        except OSError:
            if not os.path.exists(os.path.join(root, "usr", "bin", name)):
                raise


def run(folder, *command):
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True)


def reason(error):
    text = getattr(error, "stderr", None) or str(error)
    return " ".join(text.split())[:200]


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def certificates(folder, names):
    """An authority of its own and a certificate of the server with these names: `ca.pem`, `server.pem`, `server.key`."""
    def openssl(*words):
        run(folder, "openssl", *words)

    days = ("-days", "2", "-nodes", "-newkey", "rsa:2048")
    openssl("req", "-x509", *days, "-subj", "/CN=proof", "-keyout", "ca.key", "-out", "ca.pem")
    openssl("req", "-nodes", "-newkey", "rsa:2048", "-subj", "/CN=server", "-keyout", "server.key", "-out", "server.csr")
    with open(os.path.join(folder, "names"), "w", encoding="ascii") as file:
        file.write("subjectAltName=" + ",".join(f"DNS:{name}" for name in names))
    openssl("x509", "-req", "-in", "server.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-days", "2",
            "-extfile", "names", "-out", "server.pem")


class Link:
    """A plain connection that asks for what tests want to know, in the server's own protocol."""

    def __init__(self, port, password=None):
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=20)
        self.file = self.socket.makefile("rb")
        if password is not None:
            self.ask("AUTH", password)

    def ask(self, *words):
        parts = [word if isinstance(word, bytes) else str(word).encode() for word in words]
        text = b"*%d\r\n" % len(parts) + b"".join(b"$%d\r\n%s\r\n" % (len(part), part) for part in parts)
        self.socket.sendall(text)
        return self.answer()

    def answer(self):
        line = self.file.readline().rstrip(b"\r\n")
        kind, rest = line[:1], line[1:]
        if kind == b"$":
            return None if rest == b"-1" else self.file.read(int(rest) + 2)[:-2]
        if kind == b"*":
            return [self.answer() for _ in range(int(rest))]
        return int(rest) if kind == b":" else rest.decode()

    def port(self):
        return self.socket.getsockname()[1]

    def clients(self, own):
        """Who is connected, but for this and the ports of others that only look."""
        lines = self.ask("CLIENT", "LIST").decode().splitlines()
        each = [dict(word.split("=", 1) for word in line.split(" ")) for line in lines]
        return [one for one in each if int(one["addr"].rsplit(":", 1)[1]) not in (self.port(), *own)]

    def close(self):
        self.file.close()
        self.socket.close()


class Server:
    """A server that runs while the `with` block does."""

    def __init__(self, names=("localhost",), cluster=False):
        self.folder = tempfile.mkdtemp(prefix="proof-redis-")
        self.port, self.tls_port = free_port(), free_port()
        self.unix = os.path.join(self.folder, "server.sock")
        self.names, self.cluster = names, cluster

    def __enter__(self):
        try:
            self.start()
        except BaseException:
            shutil.rmtree(self.folder, ignore_errors=True)
            raise
        return self

    def start(self):
        command, environment = program()
        certificates(self.folder, self.names)
        options = {
            "port": self.port, "tls-port": self.tls_port, "bind": "127.0.0.1", "unixsocket": self.unix, "save": "", "appendonly": "no",
            "tls-cert-file": "server.pem", "tls-key-file": "server.key", "tls-ca-cert-file": "ca.pem", "tls-auth-clients": "no",
            "dir": self.folder, "databases": 16,
        }
        if major(command, environment) >= 7:
            # Before that nothing had to allow it: `DEBUG SLEEP` makes replies late.
            options["enable-debug-command"] = "local"
        if self.cluster:
            options |= {"cluster-enabled": "yes", "cluster-announce-ip": "127.0.0.1", "cluster-port": free_port()}
            del options["databases"]
        words = [word for name, value in options.items() for word in (f"--{name}", str(value))]
        self.process = subprocess.Popen(
            [command, *words], cwd=self.folder, env=os.environ | environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )
        for _ in range(200):
            try:
                self.link = Link(self.port)
                break
            except OSError:
                if self.process.poll() is not None:
                    raise SystemExit(f"proof: redis-server ended with {self.process.returncode}") from None
                time.sleep(0.05)
        else:
            self.process.kill()
            raise SystemExit("proof: redis-server does not answer")
        if self.cluster:
            self.serve_alone()
        self.monitor = Link(self.port)
        self.monitor.ask("MONITOR")

    def serve_alone(self):
        """Makes a whole cluster of this one node."""
        self.link.ask("CLUSTER", "ADDSLOTSRANGE", 0, 16383)
        for _ in range(200):
            if b"cluster_state:ok" in self.link.ask("CLUSTER", "INFO"):
                return
            time.sleep(0.05)
        raise SystemExit("proof: the cluster of one node does not come up")

    def __exit__(self, *_):
        self.link.close()
        self.monitor.close()
        self.process.terminate()
        self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    def clear(self, users=(), password=None):
        """Forgets all data and users, and what was seen until now. Any password will do for a user of `users`."""
        self.link.ask("FLUSHALL")
        self.link.ask("SCRIPT", "FLUSH")
        self.link.ask("ACL", "SETUSER", "default", "resetpass", "nopass" if password is None else f">{password}")
        for line in self.link.ask("ACL", "LIST"):
            name = line.split()[1].decode()
            if name != "default":
                self.link.ask("ACL", "DELUSER", name)
        for name in users:
            self.link.ask("ACL", "SETUSER", name, "on", "nopass", "~*", "&*", "+@all")
        self.seen()

    def seen(self):
        """All commands since the last time, as the database, who asked, and the words."""
        mark = f"mark-{time.monotonic_ns()}"
        self.link.ask("ECHO", mark)
        own = self.link.port()
        out = []
        while True:
            line = self.monitor.file.readline().decode(errors="backslashreplace").strip()
            found = SEEN.match(line)
            if not found:
                raise RuntimeError(f"MONITOR says {line!r}")
            database, client, words = found.groups()
            if client.endswith(f":{own}"):
                if mark in words:
                    return out
                continue
            out.append((int(database), client, re.findall(r'"((?:[^"\\]|\\.)*)"', words)))

    def holds(self):
        """All keys: database, key, what it holds, and whether it ends."""
        out = []
        for line in self.link.ask("INFO", "keyspace").decode().splitlines():
            if line.startswith("db"):
                number = int(line[2:].split(":")[0])
                self.link.ask("SELECT", number)
                for key in sorted(self.link.ask("KEYS", "*")):
                    ends = self.link.ask("PTTL", key) >= 0
                    out.append((number, key.decode(errors="backslashreplace"), self.link.ask("DUMP", key).hex(), ends))
        self.link.ask("SELECT", 0)
        return out
