"""A real `wrk`: the installed one, else Debian's, unpacked in the cache folder."""

import glob
import os
import platform
import shutil

from proof_redis import server

PACKAGES = ("wrk", "libluajit-5.1-2")


def program():
    """The command and the environment that it needs."""
    found = shutil.which("wrk")
    if found:
        return found, {}
    root = os.path.join(server.cache(), f"wrk-{platform.machine()}")
    path = os.path.join(root, "usr", "bin", "wrk")
    if not os.path.exists(path):
        server.unpack(root, PACKAGES, "wrk")
    libraries = glob.glob(os.path.join(root, "usr", "lib", "*"))
    return path, {"LD_LIBRARY_PATH": os.pathsep.join(libraries)}
