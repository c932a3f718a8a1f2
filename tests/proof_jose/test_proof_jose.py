"""Holds the proof itself: programs are what their numbers say, and a difference is told."""

import os
import stat
import sys
import tempfile
import unittest

from proof_jose import composed, running

# Says that nothing is left, and rewrites nothing.
IDLE = '#!/bin/sh\necho \'{"findings": []}\'\n'
# One that finds what it cannot do.
LEAVES = '#!/bin/sh\necho \'{"findings": [{"code": "PYJ101", "message": "left"}]}\'\n'
PROGRAM = "import os\n\n\ndef flow_0(token):\n    return {} if os.path.basename(os.path.dirname(__file__)) == 'before' else 1\n"


class Composed(unittest.TestCase):
    def test_a_program_is_a_function_of_its_seed_and_number_and_is_python(self):
        for number in range(50):
            text, flows, algorithm = composed.program("a", number)
            compile(text, "program.py", "exec")
            self.assertEqual(composed.program("a", number), (text, flows, algorithm))
            self.assertTrue(flows)
        self.assertNotEqual(composed.program("a", 1)[0], composed.program("b", 1)[0])

    def test_each_kind_of_flow_and_each_algorithm_is_drawn(self):
        drawn = [composed.program("a", number) for number in range(100)]
        self.assertEqual({kind for _, flows, _ in drawn for kind in flows.values()}, {"one", "headers", "audience", "all"})
        self.assertEqual({algorithm for _, _, algorithm in drawn}, {"HS256", "RS256", "ES256"})


class Suite(unittest.TestCase):
    def run_with(self, program, text):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "exuvia")
            running.write(path, program)
            os.chmod(path, os.stat(path).st_mode | stat.S_IXUSR)
            suite = running.Suite.__new__(running.Suite)
            suite.exuvia, suite.folder, suite.old, suite.new = path, folder, sys.executable, sys.executable
            suite.keys = {"secret": "s", "tokens": {"HS256": {"good": "a.b.c"}}}
            return suite.run("one", text, {"flow_0": "all"}, "HS256")

    def test_a_difference_is_told(self):
        left, answers, wrong = self.run_with(IDLE, PROGRAM)
        self.assertEqual((left, answers), (None, 1))
        self.assertEqual(wrong, ["flow_0, good: before ['gives', '{}', ''], after ['gives', '1', '']"])

    def test_what_is_left_is_counted_and_not_run(self):
        self.assertEqual(self.run_with(LEAVES, PROGRAM), (["left"], 0, []))

    def test_a_program_that_does_not_begin_is_told(self):
        _, _, wrong = self.run_with(IDLE, "import nothing_of_that_name\n")
        self.assertIn("nothing_of_that_name", wrong[0])


if __name__ == "__main__":
    unittest.main()
