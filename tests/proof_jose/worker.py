"""Runs the functions of a program with tokens, and says what each gave or raised.

The question on standard input is {"folder", "calls": {function: kinds of tokens}, "tokens": {kind: token}, "env"}.
"""

import contextlib
import io
import json
import os
import sys
import warnings

# The two libraries' own errors: only that there is one is compared where no code catches it.
OWN = ("jose", "jwt")


def outcome(function, token):
    printed = io.StringIO()
    try:
        with contextlib.redirect_stdout(printed):
            value = function(token)
        said = ["gives", repr(value)]
    except Exception as error:
        own = type(error).__module__.split(".")[0] in OWN
        said = ["raises", "an error of the library" if own else type(error).__name__]
    return [*said, printed.getvalue()]


def main():
    question = json.load(sys.stdin)
    warnings.simplefilter("ignore")
    os.environ.update(question["env"])
    sys.path.insert(0, question["folder"])
    sys.dont_write_bytecode = True
    import program

    out = {
        name: {kind: outcome(getattr(program, name), question["tokens"][kind]) for kind in kinds}
        for name, kinds in question["calls"].items()
    }
    json.dump(out, sys.stdout)


if __name__ == "__main__":
    main()
