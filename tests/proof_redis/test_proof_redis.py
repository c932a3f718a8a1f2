"""Tests of the server, and of what counts as the same: a comparison that passes over too much would prove nothing.

    python -m unittest discover --start-directory tests/proof_redis --top-level-directory tests
"""

import copy
import ssl
import socket
import unittest

from . import cases, compare, running
from .server import Link, Server

TOLD = {
    "host": "cache", "port": 6379, "db": 0, "retries": 0, "check_hostname": False, "socket_timeout": None, "socket_connect_timeout": None,
    "socket_keepalive": None, "reads": ["utf-8", "strict", False],
}
CALL = {"prints": "", "gives": "b'v'", "asks": ["cache:6379"], "told": [TOLD], "connected": [["", "0", "default", "plain"]]}
RUN = {"calls": [CALL], "asked": [[(0, ["GET", "k"])]], "holds": [(0, "k", "00", False)]}


def changed(change):
    run = copy.deepcopy(RUN)
    change(run, run["calls"][0])
    return run


class Same(unittest.TestCase):
    def differ(self, change, releases=("5.0.1", "6.2.0"), strict=False):
        return bool(list(compare.differences(RUN, changed(change), releases, strict)))

    def test_a_run_is_like_itself(self):
        self.assertFalse(self.differ(lambda run, call: None))

    def test_each_thing_that_is_looked_at_counts(self):
        changes = {
            "what is given": lambda run, call: call.update(gives="v"),
            "what is printed": lambda run, call: call.update(prints="v"),
            "the address": lambda run, call: call.update(asks=["localhost:6379"]),
            "a command": lambda run, call: run.update(asked=[[(0, ["SET", "k", "v"])]]),
            "the database of a command": lambda run, call: run.update(asked=[[(1, ["GET", "k"])]]),
            "the name of a client": lambda run, call: call.update(connected=[["pages", "0", "default", "plain"]]),
            "a connection that stays": lambda run, call: call["connected"].append(["", "0", "default", "plain"]),
            "how texts are read": lambda run, call: call["told"][0].update(reads=["latin-1", "strict", False]),
            "a limit": lambda run, call: call["told"][0].update(socket_timeout=3),
            "what is left": lambda run, call: run.update(holds=[]),
        }
        for name, change in changes.items():
            with self.subTest(name):
                self.assertTrue(self.differ(change))

    def test_only_a_default_of_the_release_is_no_difference(self):
        def tries(count):
            return lambda run, call: call["told"][0].update(retries=count)

        self.assertFalse(self.differ(tries(3)))
        self.assertTrue(self.differ(tries(2)))
        self.assertFalse(self.differ(tries(10), ("5.0.1", "8.1.0")))
        self.assertTrue(self.differ(tries(3), ("6.2.0", "6.2.0"), strict=True))

    def test_a_connection_that_is_kept_is_one_that_each_call_would_make(self):
        old = {"calls": [{**CALL, "connected": []}, {**CALL, "connected": []}], "asked": [[], []], "holds": []}
        first, later = CALL, {**CALL, "asks": [], "told": []}

        def differ(*calls):
            new = compare.as_if_anew(old, {"calls": list(calls), "asked": [[], []], "holds": []})
            return bool(list(compare.differences(old, new, ("5.0.1", "6.2.0"), False)))

        self.assertFalse(differ(first, later))
        self.assertTrue(differ(first, first))
        self.assertTrue(differ(later, first))
        self.assertTrue(differ({**first, "told": [{**TOLD, "db": 1}]}, later))
        self.assertTrue(differ({**first, "connected": []}, {**later, "connected": []}))
        self.assertTrue(differ({**first, "connected": [*CALL["connected"], *CALL["connected"]]}, later))

    def test_of_a_cluster_only_the_way_to_its_nodes_is_left_out(self):
        def differ(change):
            runs = [copy.deepcopy(RUN), changed(change)]
            for run in runs:
                compare.forget_the_way(run)
            return bool(list(compare.differences(*runs, ("5.0.1", "6.2.0"), False)))

        self.assertFalse(differ(lambda run, call: run["asked"][0].insert(0, (0, ["CLUSTER", "SLOTS"]))))
        self.assertFalse(differ(lambda run, call: call["asks"].append("cache:6379")))
        self.assertTrue(differ(lambda run, call: call["asks"].append("other:6379")))
        self.assertTrue(differ(lambda run, call: run.update(asked=[[(0, ["SET", "k", "v"])]])))
        self.assertTrue(differ(lambda run, call: call.update(gives="v")))

    def test_a_command_with_a_new_form_is_its_new_form(self):
        seen = [(0, "127.0.0.1:1", ["HMSET", "k", "a", "1"]), (0, "127.0.0.1:2", ["ECHO", "call-0"])]
        self.assertEqual(compare.asked(seen), [[(0, ["HSET", "k", "a", "1"])]])

    def test_each_case_calls_something(self):
        wanted, _ = cases.found()
        self.assertGreaterEqual(len(wanted), 29)
        for case in wanted:
            self.assertTrue(case.calls, case.name)
        self.assertEqual(running.without_fixes(["--unsafe-fixes", "--target", "redis==8.1.0"]), ["--target", "redis==8.1.0"])


class Seen(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = cls.enterClassContext(Server())

    def setUp(self):
        self.server.clear()

    def test_what_is_asked_is_seen_once_with_its_database(self):
        link = Link(self.server.port)
        self.addCleanup(link.close)
        link.ask("SELECT", 3)
        link.ask("SET", "a", 'x "y"')
        self.assertEqual([(one[0], one[2]) for one in self.server.seen()], [(3, ["SELECT", "3"]), (3, ["SET", "a", 'x \\"y\\"'])])
        self.assertEqual(self.server.seen(), [])
        self.assertEqual([(one[0], one[1]) for one in self.server.holds()], [(3, "a")])
        [client] = self.server.link.clients([self.server.monitor.port()])
        self.assertEqual(client["db"], "3")

    def test_a_password_is_asked_for_until_it_is_cleared(self):
        self.server.clear(["app"], "right")
        for words, answer in ((("AUTH", "right"), "OK"), (("AUTH", "wrong"), "WRONGPASS"), (("AUTH", "app", "any"), "OK"), (("GET", "a"), "NOAUTH")):
            link = Link(self.server.port)
            self.assertTrue(link.ask(*words).startswith(answer), words)
            link.close()
        self.server.clear()
        link = Link(self.server.port)
        self.addCleanup(link.close)
        self.assertIsNone(link.ask("GET", "a"))
        self.assertTrue(link.ask("AUTH", "app", "any").startswith("WRONGPASS"))

    def test_the_certificate_has_the_name_and_no_other(self):
        context = ssl.create_default_context(cafile=f"{self.server.folder}/ca.pem")
        for name, fits in (("localhost", True), ("elsewhere", False)):
            with socket.create_connection(("127.0.0.1", self.server.tls_port)) as plain:
                if fits:
                    context.wrap_socket(plain, server_hostname=name).close()
                else:
                    with self.assertRaises(ssl.SSLCertVerificationError):
                        context.wrap_socket(plain, server_hostname=name)


if __name__ == "__main__":
    unittest.main()
