"""A real Chromium without a window, spoken to over a pipe: it needs no port, and no library but Python's own."""

import base64
import glob
import json
import os
import platform
import select
import shutil
import subprocess
import tempfile
import time

NAMES = ("chromium", "chromium-browser", "google-chrome")
MISSING = """report: no Chromium: none of {names} is in PATH, and Debian's package `chromium` with what it needs could not be fetched with \
apt-get and unpacked with dpkg ({why}). Install chromium, or run `scripts/test --offline`."""
OPTIONS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--disable-extensions",
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--hide-scrollbars",
    # The numbers of a layout must not depend on the screen of the machine.
    "--force-device-scale-factor=1", "--remote-debugging-pipe",
)
# Seconds for one answer: far more than a page of ten thousand findings needs on a slow machine.
PATIENCE = 240


def cache():
    """The folder outside of the repository where what was fetched is kept."""
    home = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
    return os.environ.get("EXUVIA_CACHE") or os.path.join(home, "exuvia")


def program():
    """The browser and the environment that it needs: the installed one, else Debian's, unpacked in the cache."""
    for name in NAMES:
        found = shutil.which(name)
        if found:
            return found, {}
    root = os.path.join(cache(), f"chromium-{platform.machine()}")
    binary = os.path.join(root, "usr", "lib", "chromium", "chromium")
    if not os.path.exists(binary):
        unpack(root, binary)
    libraries = glob.glob(os.path.join(root, "usr", "lib", "*-linux-*"))
    libraries += [os.path.join(folder, "pulseaudio") for folder in libraries]
    # Fonts that came along are found beside those of the machine.
    environment = {"LD_LIBRARY_PATH": os.pathsep.join(libraries), "XDG_DATA_HOME": os.path.join(root, "usr", "share")}
    if not os.path.exists("/etc/fonts"):
        environment["FONTCONFIG_PATH"] = os.path.join(root, "etc", "fonts")
    return binary, environment


def unpack(root, binary):
    """Fetches the package and those that it needs and the machine has not; they are not installed, so nobody has to be root."""
    os.makedirs(os.path.dirname(root), exist_ok=True)
    with tempfile.TemporaryDirectory(dir=os.path.dirname(root)) as folder:
        os.makedirs(os.path.join(folder, "archives", "partial"))
        fetch = ["apt-get", "install", "--download-only", "--no-install-recommends", "--yes", "-o", f"Dir::Cache={folder}",
                 "-o", "Debug::NoLocking=1", "chromium"]
        try:
            run(*fetch)
        except (OSError, subprocess.CalledProcessError):
            # A fresh machine has no lists of packages yet; who may not write them is told by the second try.
            try:
                subprocess.run(["apt-get", "update"], capture_output=True, check=False)
                run(*fetch)
            except (OSError, subprocess.CalledProcessError) as error:
                why = " ".join((getattr(error, "stderr", None) or str(error)).split())[-200:]
                raise SystemExit(MISSING.format(names=", ".join(NAMES), why=why)) from error
        for package in glob.glob(os.path.join(folder, "archives", "*.deb")):
            run("dpkg", "-x", package, os.path.join(folder, "root"))
        # In one step, so that two runs do not see each other's halves.
        try:
            os.rename(os.path.join(folder, "root"), root)
        except OSError:
            if not os.path.exists(binary):
                raise


def run(*command):
    return subprocess.run(command, capture_output=True, text=True, check=True)


class Browser:
    """A browser that runs while the `with` block does."""

    def __enter__(self):
        command, environment = program()
        self.folder = tempfile.mkdtemp(prefix="report-html-")
        to_browser, self.to = os.pipe()
        self.answers, from_browser = os.pipe()
        # The browser reads its third file and writes its fourth. What is given is moved out of the way first.
        shell = f'exec 8<&{to_browser} 9>&{from_browser}; exec "$@" 3<&8 4>&9 8<&- 9>&-'
        self.process = subprocess.Popen(
            ["bash", "-c", shell, "browser", command, *OPTIONS, f"--user-data-dir={self.folder}", "about:blank"],
            env={**os.environ, **environment}, pass_fds=(to_browser, from_browser), stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL,
        )
        os.close(to_browser)
        os.close(from_browser)
        self.number, self.left, self.events = 0, b"", []
        return self

    def __exit__(self, *_):
        try:
            self.send("Browser.close")
            self.process.wait(20)
        except (OSError, subprocess.TimeoutExpired):
            self.process.kill()
            self.process.wait()
        os.close(self.to)
        os.close(self.answers)
        shutil.rmtree(self.folder, ignore_errors=True)

    def send(self, method, session=None, **parameters):
        self.number += 1
        message = {"id": self.number, "method": method, "params": parameters}
        if session:
            message["sessionId"] = session
        data = json.dumps(message).encode() + b"\0"
        while data:
            data = data[os.write(self.to, data):]
        return self.number

    def ask(self, method, session=None, **parameters):
        number = self.send(method, session, **parameters)
        while True:
            message = self.read()
            if message.get("id") != number:
                self.events.append(message)
                continue
            if "error" in message:
                raise RuntimeError(f"{method}: {message['error']['message']}")
            return message["result"]

    def read(self):
        until = time.monotonic() + PATIENCE
        while b"\0" not in self.left:
            ready, _, _ = select.select([self.answers], [], [], max(0, until - time.monotonic()))
            data = os.read(self.answers, 1 << 20) if ready else b""
            if not data:
                raise RuntimeError("the browser does not answer" if not ready else "the browser ended; is a library missing?")
            self.left += data
        message, _, self.left = self.left.partition(b"\0")
        return json.loads(message)

    def page(self, path=None, **options):
        return Page(self, path, **options)


class Page:
    """A page of its own, and what it did."""

    def __init__(self, browser, path=None, width=1280, height=900, scripts=True, dark=False):
        self.browser, self.scripts = browser, scripts
        self.target = browser.ask("Target.createTarget", url="about:blank")["targetId"]
        self.session = browser.ask("Target.attachToTarget", targetId=self.target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Network", "Log"):
            self.ask(f"{domain}.enable")
        self.size(width, height)
        self.theme(dark)
        if not scripts:
            self.ask("Emulation.setScriptExecutionDisabled", value=True)
        if path:
            self.open(path)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.browser.ask("Target.closeTarget", targetId=self.target)

    def ask(self, method, **parameters):
        return self.browser.ask(method, self.session, **parameters)

    def size(self, width, height=900):
        self.ask("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=width < 500)

    def theme(self, dark=False, media=""):
        scheme = [{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}]
        self.ask("Emulation.setEmulatedMedia", media=media, features=scheme)

    def open(self, path):
        """Opens a file; gives the seconds until it was loaded and laid out."""
        self.url = "file://" + os.path.abspath(path)
        begun = time.monotonic()
        self.ask("Page.navigate", url=self.url)
        while not any(event.get("method") == "Page.loadEventFired" for event in self.mine()):
            self.browser.events.append(self.browser.read())
        if self.scripts:
            self.run("new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")
        return time.monotonic() - begun

    def mine(self):
        return [event for event in self.browser.events if event.get("sessionId") == self.session]

    def happened(self, method):
        return [event["params"] for event in self.mine() if event.get("method") == method]

    def run(self, script):
        """The value of an expression, or of the promise that it gives."""
        out = self.ask("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in out:
            raise RuntimeError(out["exceptionDetails"].get("exception", {}).get("description") or out["exceptionDetails"]["text"])
        return out["result"].get("value")

    def key(self, key, code=0, text=None, shift=False):
        """Presses a key as a hand would."""
        common = {"key": key, "windowsVirtualKeyCode": code or ord(key.upper()[0]), "modifiers": 8 if shift else 0}
        text = text if text is not None else (key if len(key) == 1 else None)
        down = {"type": "keyDown", "text": text} if text else {"type": "rawKeyDown"}
        self.ask("Input.dispatchKeyEvent", **down, **common)
        self.ask("Input.dispatchKeyEvent", type="keyUp", **common)

    def tab(self, until, most=400):
        """Presses the tabulator until an element of this selector has the focus."""
        for _ in range(most):
            self.key("Tab", 9)
            if self.run(f"document.activeElement.matches({json.dumps(until)})"):
                return
        raise AssertionError(f"{until} is not reached by the tabulator")

    def picture(self, path, full=False, of=None):
        """Writes what is seen into a file, or the part of the page that an expression gives: x, y, width, height."""
        part = {"clip": {**self.run(of), "scale": 1}} if of else {}
        out = self.ask("Page.captureScreenshot", format="png", captureBeyondViewport=full or bool(of), **part)
        with open(path, "wb") as file:
            file.write(base64.b64decode(out["data"]))

    def pdf(self):
        out = self.ask("Page.printToPDF", printBackground=True, preferCSSPageSize=True)
        return base64.b64decode(out["data"])
