"""Whether the environments are made of what the manifests ask for."""

import os
import re

PIN = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^]]*\])?==([^\s;\\]+)")


def pins(path):
    """The pins of a list of requirements and of those that it includes, by normal names."""
    out = {}
    with open(path, encoding="utf-8") as file:
        for line in file:
            included = re.match(r"^-r\s+(\S+)", line)
            if included:
                out |= pins(os.path.join(os.path.dirname(path), included[1]))
            elif found := PIN.match(line):
                out[re.sub(r"[-_.]+", "-", found[1]).lower()] = found[2]
            elif line.strip() and line[0] not in "# -":
                raise ValueError(f"{path}: no pin: {line.strip()}")
    return out


def differences(manifest, lock):
    """What a manifest asks for and a lock does not hold."""
    held = pins(lock)
    asked = pins(manifest).items()
    return [f"{name}=={version} is asked for, {held.get(name)} is locked" for name, version in asked if held.get(name) != version]
