"""Tests of the server, and of what counts as the same.

    python -m unittest discover --start-directory tests/proof --top-level-directory tests
"""

import http.client
import json
import unittest
from urllib.parse import urlsplit

from . import cases, compare, composed, server
from .compare import read


def ask(url, path, body=None, wish="", method="POST"):
    """The status, the kind of content and the text of an answer."""
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=5)
    headers = {"Content-Type": "application/json", "X-Proof-Wish": wish, "X-Proof-Run": "mine"}
    try:
        connection.request(method, path, json.dumps(body or {}), headers)
        answer = connection.getresponse()
        return answer.status, answer.headers["Content-Type"], answer.read().decode()
    finally:
        connection.close()


class Answers(unittest.TestCase):
    def setUp(self):
        self.stub = self.enterContext(server.Server())

    def asked(self, path, body=None, **more):
        status, _, text = ask(self.stub.url, path, body, **more)
        self.assertEqual(status, 200, text)
        return json.loads(text)

    def test_each_resource_answers_under_any_base(self):
        kinds = {
            "chat/completions": "chat.completion", "completions": "text_completion", "embeddings": "list",
            "files": "file", "fine_tuning/jobs": "fine_tuning.job",
        }
        for base in ("/v1", "", "/openai/deployments/d", "/v1/engines/e"):
            for resource, kind in kinds.items():
                with self.subTest(base=base, resource=resource):
                    self.assertEqual(self.asked(f"{base}/{resource}?api-version=1")["object"], kind)

    def test_what_has_no_object_answers_too(self):
        self.assertTrue(self.asked("/v1/moderations", {"input": "x"})["results"][0]["flagged"])
        self.assertEqual(len(self.asked("/v1/images/generations", {"n": 2})["data"]), 2)
        self.assertEqual(self.asked("/v1/audio/transcriptions"), {"text": "hello"})
        self.assertEqual(self.asked("/v1/models/m", method="GET")["id"], "m")
        self.assertTrue(self.asked("/v1/files/f", method="DELETE")["deleted"])

    def test_a_stream_ends_as_it_should(self):
        for path in ("/v1/chat/completions", "/v1/completions"):
            _, kind, text = ask(self.stub.url, path, {"stream": True})
            self.assertEqual(kind, "text/event-stream")
            self.assertTrue(text.endswith("data: [DONE]\n\n"))
        _, _, text = ask(self.stub.url, path, {"stream": True, "messages": []}, "an error in a stream")
        self.assertIn('"error"', text)

    def test_each_event_of_the_pack_is_a_failure(self):
        for event in read("errors.toml")["event"]:
            name = event["name"]
            if name.isdigit():
                self.assertEqual(ask(self.stub.url, "/v1/chat/completions", {}, name)[0], int(name))
        self.assertEqual(ask(self.stub.url, "/v1/x", {}, "429 without an error")[0], 429)
        with self.assertRaises(ConnectionError):
            ask(self.stub.url, "/v1/chat/completions", {}, "a connection that fails")
        with self.assertRaises(http.client.IncompleteRead):
            ask(self.stub.url, "/v1/chat/completions", {}, "an answer that breaks off")

    def test_requests_are_kept_by_their_run_and_given_once(self):
        ask(self.stub.url, "/v1/completions", {"prompt": "x"})
        [request] = self.stub.taken("mine")
        self.assertEqual((request["method"], request["path"], request["body"]), ("POST", "/v1/completions", {"prompt": "x"}))
        self.assertEqual(self.stub.taken("mine"), [])

    def test_a_form_is_read_field_by_field(self):
        data = b'--b\r\nContent-Disposition: form-data; name="n"\r\n\r\n1\r\n'
        data += b'--b\r\nContent-Disposition: form-data; name="image"; filename="a.png"\r\n\r\npixels\r\n--b--\r\n'
        fields = server.read_body(data, "multipart/form-data; boundary=b")
        self.assertEqual(fields, {"n": "1", "image": {"file": "a.png", "content": "pixels"}})


class Same(unittest.TestCase):
    def test_what_may_differ_stands_in_the_list_of_the_pack(self):
        known = {one["id"] for one in read("pack.toml")["accepted"]}
        self.assertEqual(set(compare.ACCEPTED) - known, set())

    def test_a_request_differs_by_its_key_and_by_its_address(self):
        def sent(**more):
            headers = {"Authorization": "Bearer k", "User-Agent": "x"}
            return {"method": "POST", "path": "/v1/completions", "headers": headers, "body": {"model": "m"}, "sent": {}} | more

        self.assertEqual(compare.request(sent()), compare.request(sent(path="/v1/engines/m/completions", body={})))
        self.assertNotEqual(compare.request(sent()), compare.request(sent(headers={"Authorization": "Bearer l"})))
        self.assertNotEqual(compare.request(sent()), compare.request(sent(path="/v2/completions")))

    def test_a_name_of_a_file_is_compared_where_the_old_version_knew_one(self):
        def sent(name):
            return [{"body": {"file": {"file": name, "content": "x"}}}]

        for old, new, alike in (("file", "a.mp3", True), ("a.mp3", "a.mp3", True), ("a.mp3", "b.mp3", False)):
            before, after = sent(old), sent(new)
            compare.without_file_names(before, after)
            self.assertEqual(before == after, alike, (old, new))

    def test_each_case_says_what_it_is(self):
        runnable, others = cases.found()
        self.assertGreaterEqual(len(runnable), 150)
        for case in runnable:
            self.assertTrue(case.calls, f"{case.name} calls nothing")

    def test_programs_that_are_drawn_by_lot_are_the_same_each_time_and_differ(self):
        texts = [composed.program("a", number)[0] for number in range(50)]
        self.assertEqual(texts, [composed.program("a", number)[0] for number in range(50)])
        self.assertEqual(len(set(texts)), 50)
        for text in texts:
            compile(text, "program.py", "exec")


if __name__ == "__main__":
    unittest.main()
