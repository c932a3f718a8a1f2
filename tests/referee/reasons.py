"""Why old uses stay: testdata/real/left.toml beside what a migrated tree has."""

import os
import tomllib
from dataclasses import dataclass, field

LEFT = os.path.join(os.path.dirname(__file__), "..", "..", "testdata", "real", "left.toml")


@dataclass
class Entry:
    """One reason, with the uses that it is given for."""

    files: list
    uses: list
    why: str
    may: bool = True
    met: set = field(default_factory=set)

    def names(self, path, what):
        """Whether a use, or a call through one, is named here."""
        for use in self.uses:
            if path in self.files and (what == use or what.startswith(use + ".")):
                self.met |= {("file", path), ("use", use)}
                return True
        return False

    def stale(self):
        """Files and uses that nothing stays of."""
        said = [("file", path) for path in self.files] + [("use", use) for use in self.uses]
        return [name for kind, name in said if (kind, name) not in self.met]


def load(pin, path=LEFT):
    """The reasons that are given for a package."""
    with open(path, "rb") as file:
        entries = tomllib.load(file)["left"]
    return [
        Entry(one["files"], one["uses"], one["why"], one.get("may", True)) for one in entries if one["package"] == pin
    ]


def unexplained(entries, uses):
    """Uses by path that no reason names, as (path, use)."""
    out = []
    for path, found in sorted(uses.items()):
        out += [(path, use) for use in found if not [e for e in entries if e.names(path, use.what)]]
    return out


def fixed(entries, found):
    """Of uses or calls by path those that nothing may rewrite."""
    return sum(
        any(not e.may and e.names(path, use.what) for e in entries) for path, uses in found.items() for use in uses
    )
