"""python -m report_html: makes reports with exuvia and looks at them in a real browser."""

import argparse
import os
import sys
import unittest

from . import test_report


def main():
    parser = argparse.ArgumentParser(prog="report_html", description=__doc__)
    parser.add_argument("words", nargs="*", help="tests with one of these words in their names; none: all")
    parser.add_argument("--exuvia", default=os.environ.get("EXUVIA"), help="the program that plans (default: $EXUVIA)")
    parser.add_argument("--pictures", metavar="DIR", help="writes pictures of the report of the example into this folder, to be looked at")
    given = parser.parse_args()
    if not given.exuvia:
        sys.exit("report: which exuvia? Build it, then name it: --exuvia target/debug/exuvia")
    test_report.EXUVIA = os.path.abspath(given.exuvia)
    if given.pictures:
        os.makedirs(given.pictures, exist_ok=True)
        return test_report.pictures(given.pictures)
    loader = unittest.TestLoader()
    loader.testNamePatterns = [f"*{word}*" for word in given.words] or None
    suite = loader.loadTestsFromModule(test_report)
    result = unittest.TextTestRunner(verbosity=2).run(suite)
    return 0 if result.wasSuccessful() and result.testsRun else 1


if __name__ == "__main__":
    sys.exit(main())
