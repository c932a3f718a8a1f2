"""Fetches what the real-input run needs into a cache outside the repository. Nothing of a fetched package is run."""

import os
import re
import shutil
import subprocess
import sys
import zipfile

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
DEVELOPMENT = os.path.join(ROOT, "testdata", "real", "dev-packages.txt")
QUIET = os.path.join(ROOT, "testdata", "real", "quiet-packages.txt")
REDIS_JOSE = os.path.join(ROOT, "testdata", "real", "redis-jose-packages.txt")


def cache():
    """The folder for all that is fetched or made: $EXUVIA_CACHE, else exuvia below the user's cache folder."""
    base = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
    return os.path.abspath(os.environ.get("EXUVIA_CACHE") or os.path.join(base, "exuvia"))


def listed(path):
    """The pins of a list, `name==version`, in their order."""
    with open(path, encoding="utf-8") as file:
        lines = [line.split("#")[0].strip() for line in file]
    return [line for line in lines if line]


def right_in(path):
    """The codes that are right in a package of a list, by its pin: what stands behind `right:` in its comment."""
    with open(path, encoding="utf-8") as file:
        parts = [line.partition("#") for line in file]
    said = {pin.strip(): comment.partition("right:")[2] for pin, _, comment in parts if pin.strip()}
    return {pin: set(codes.split(",")[0].split()) for pin, codes in said.items()}


def unpacked(pin):
    """The folder with the files of a package, fetched where it is not there yet."""
    name, version = pin.split("==")
    folder = os.path.join(cache(), "unpacked", f"{name}-{version}")
    if not os.path.isdir(folder):
        half = f"{folder}.{os.getpid()}.part"
        with zipfile.ZipFile(_wheel(name, version)) as archive:
            archive.extractall(half)
        os.rename(half, folder)
    return folder


def _wheel(name, version):
    folder = os.path.join(cache(), "wheels")
    os.makedirs(folder, exist_ok=True)
    wheel = _find(folder, name, version)
    if wheel is None:
        # Pure wheels only, whatever Python and machine this is: the same bytes for everybody.
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps"]
        command += ["--only-binary=:all:", "--ignore-requires-python", "--python-version", "3.13"]
        command += ["--implementation", "py", "--abi", "none", "--platform", "any"]
        subprocess.run([*command, "--dest", folder, f"{name}=={version}"], check=True)
        wheel = _find(folder, name, version)
    if wheel is None:
        raise SystemExit(f"{name}=={version}: downloaded, but no wheel of that name is in {folder}")
    return wheel


def _find(folder, name, version):
    plain = re.sub(r"[-_.]+", "_", name).lower()
    for file in sorted(os.listdir(folder)):
        parts = file.split("-")
        if file.endswith(".whl") and re.sub(r"[-_.]+", "_", parts[0]).lower() == plain and parts[1] == version:
            return os.path.join(folder, file)
    return None


def python_with_target():
    """The interpreter of an environment with the pinned openai and ty."""
    folder = os.path.join(cache(), "types")
    python = os.path.join(folder, "bin", "python")
    _once(os.path.join(HERE, "requirements.txt"), folder, lambda pins: _environment(folder, python, pins))
    return python


def python_with_old():
    """The same with the SDK that old code was written for."""
    folder = os.path.join(cache(), "types-old")
    python = os.path.join(folder, "bin", "python")
    _once(os.path.join(HERE, "requirements-old.txt"), folder, lambda pins: _environment(folder, python, pins))
    return python


def _environment(folder, python, pins):
    subprocess.run([sys.executable, "-m", "venv", "--clear", folder], check=True)
    pip = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", pins]
    subprocess.run(pip, check=True)


def pyright():
    """The command of the pinned pyright, from npm, or None where there is no npm."""
    folder = os.path.join(cache(), "pyright")
    if shutil.which("npm") is None:
        return None

    def install(pins):
        os.makedirs(folder, exist_ok=True)
        shutil.copy(pins, folder)
        npm = ["npm", "install", "--silent", "--no-audit", "--no-fund", "--no-package-lock", "--prefix", folder]
        subprocess.run(npm, check=True)

    _once(os.path.join(HERE, "package.json"), folder, install)
    return os.path.join(folder, "node_modules", ".bin", "pyright")


def _once(pins, folder, make):
    """Runs `make` unless the folder was made from these very pins."""
    with open(pins, encoding="utf-8") as file:
        wanted = file.read()
    stamp = folder + ".pins"
    if os.path.isdir(folder) and os.path.exists(stamp):
        with open(stamp, encoding="utf-8") as file:
            if file.read() == wanted:
                return
    make(pins)
    with open(stamp, "w", encoding="utf-8") as file:
        file.write(wanted)
