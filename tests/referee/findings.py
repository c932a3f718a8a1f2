"""Reads exuvia's JSON and holds it against the independent count."""

import collections
import os

WIDEST = 30  # a finding over more lines than this names no place


def silent(report, root, uses):
    """[(path, use)] for each use that no finding of the pack overlaps, to the column."""
    spans = collections.defaultdict(list)
    for finding in report["findings"]:
        start, end = finding["start"], finding["end"]
        if finding["package"] == "openai" and end["line"] - start["line"] <= WIDEST:
            path = _relative(finding["path"], root)
            cell = -1 if finding.get("cell") is None else finding["cell"]
            first = (start["line"], start["column"])
            # An empty range names the character it stands at.
            last = max((end["line"], end["column"]), (start["line"], start["column"] + 1))
            spans[path, cell].append((first, last))
    return [
        (path, use)
        for path, found in sorted(uses.items())
        for use in found
        if not any(first < use.end and use.start < last for first, last in spans[path, use.cell])
    ]


def _relative(path, root):
    return os.path.normpath(os.path.relpath(path, root) if os.path.isabs(path) else path).replace(os.sep, "/")


def by_severity(report):
    return collections.Counter(f["severity"] for f in report["findings"])


def manual_reasons(report, package="openai"):
    """How many findings of a pack a person has to solve, by the reason that is given."""
    return collections.Counter(
        f.get("reason") or "(no reason given)"
        for f in report["findings"]
        if f["package"] == package and f["applicability"] == "manual"
    )
