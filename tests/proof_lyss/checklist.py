"""What the plan leaves to people, and whether the hand edits are about that and nothing else."""

import ast
import difflib
import os
import re

BY_HAND = re.compile(r"^\s*- \[ \] `(.+?):(\d+):\d+`: by hand", re.MULTILINE)
HUNK = re.compile(r"^@@ -(\d+)(?:,(\d+))? \+")


def by_hand(text):
    """The places of a checklist that no patch does: paths with their lines."""
    places = {}
    for path, line in BY_HAND.findall(text):
        places.setdefault(path, set()).add(int(line))
    return places


def edits(patch):
    """What a patch without context changes: paths with their lines, first and last."""
    path, out = None, []
    for line in patch.splitlines():
        if line.startswith("--- "):
            path = line[4:].split("\t")[0].removeprefix("a/")
        elif found := HUNK.match(line):
            count = 1 if found[2] is None else int(found[2])
            # What is put between two lines is about either of them.
            out.append((path, int(found[1]), int(found[1]) + (count - 1 if count else 1)))
    return out


def not_named(patch, checklist, before, after):
    """The edits of which the checklist names nothing. Its lines are those of the tree `before`, the patch's of `after`."""
    places = by_hand(checklist)
    return [
        f"{path}:{first}: no finding that is left to people stands there"
        for path, first, last in edits(patch)
        if not lines_meant(os.path.join(before, path), os.path.join(after, path), first, last) & places.get(path, set())
    ]


def lines_meant(before, after, first, last):
    """The lines, in the file as it was before, of the functions that lines of it as it is after stand in, outside of functions those of
    the statements: what is done with a mock stands behind the line that makes it."""
    with open(before, encoding="utf-8") as file:
        old = file.read()
    with open(after, encoding="utf-8") as file:
        new = file.read()
    lines = set()
    for line in range(first, last + 1):
        lines |= old_lines(old.splitlines(), new.splitlines(), line)
    spans = [(first_line(node), node.end_lineno) for node in ast.parse(old).body]
    meant = set()
    for start, end in spans:
        if any(start <= line <= end for line in lines):
            meant |= set(range(start, end + 1))
    return meant


def first_line(node):
    """Where a statement begins, with its decorators."""
    return min(one.lineno for one in [node, *getattr(node, "decorator_list", [])])


def old_lines(old, new, line):
    """The lines that a line was made of."""
    for tag, first, last, start, end in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if start < line <= end:
            if tag == "equal":
                return {first + line - start}
            return set(range(first + 1, last + 1))
    return set()

