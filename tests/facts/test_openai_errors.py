"""Lets go wrong what can go wrong in a call, in both versions: each must raise the classes that the pack's events name, and
must reach the same handler of each ladder of `error-ladders`, before and after.

    EXUVIA_OPENAI_PYTHONS=/venvs/0.28.1/bin/python:/venvs/1.93.1/bin/python:/venvs/1.3.7/bin/python python tests/facts/test_openai_errors.py
"""

import http.server
import itertools
import json
import os
import subprocess
import threading
import time
import tomllib
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.join(HERE, "..", "..")
CASE = os.path.join(ROOT, "testdata", "openai", "error-ladders")
# The first has 0.28.1, the others releases of 1.x.
PYTHONS = [python for python in os.environ.get("EXUVIA_OPENAI_PYTHONS", "").split(os.pathsep) if python]

# Says for each event which class is raised, and which handler of each file takes it.
DRIVER = """
import importlib, json, sys, warnings
url, events, files = sys.argv[1], json.loads(sys.argv[2]), json.loads(sys.argv[3])
warnings.simplefilter("ignore")
sys.path.insert(0, ".")
import openai
openai.api_key = "k"
old = hasattr(openai, "error")
if old:
    openai.api_base = url + "/v1"
else:
    openai.base_url, openai.max_retries = url + "/v1/", 0

def ask(event):
    if old:
        openai.ChatCompletion.create(model=event, messages=[], request_timeout=1)
    else:
        openai.chat.completions.create(model=event, messages=[], timeout=1)

def stream(event):
    if old:
        return list(openai.ChatCompletion.create(model=event, messages=[], stream=True, request_timeout=1))
    return list(openai.chat.completions.create(model=event, messages=[], stream=True, timeout=1))

def raised(event):
    try:
        (stream if "stream" in event else ask)(event)
    except Exception as error:
        return type(error).__name__

def carried(event):
    try:
        ask(event)
    except openai.OpenAIError as error:
        forms = json.loads(sys.argv[4])
        if type(error).__name__ not in sys.argv[5].split(","):
            return None
        return {name: repr(eval(form, {"error": error})) for name, form in forms.items()}

out = {"raised": {event: raised(event) for event in events}}
out["carried"] = {event: carried(event) for event in events if event.isdigit()}
for file in files:
    run = importlib.import_module(file).run
    out[file] = {}
    for event in events:
        try:
            out[file][event] = run(event)
        except Exception as error:
            out[file][event] = "not caught"
print(json.dumps(out))
"""


class Handler(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        event = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["model"]
        if event == "a connection that fails":
            self.close_connection = True
            self.connection.close()
            return
        if event == "a timeout":
            time.sleep(2)
            return
        error = {"error": {"message": event, "type": "t", "param": None, "code": None}}
        if event == "an error in a stream":
            self.answer(200, f"data: {json.dumps(error)}\n\n".encode(), "text/event-stream")
        else:
            self.answer(int(event), json.dumps(error).encode(), "application/json")

    def answer(self, status, data, kind):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_):
        pass


def run(python, folder, events, files, forms, classes):
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("OPENAI_", "AZURE_"))}
    environment |= {"NO_PROXY": "*", "PYTHONDONTWRITEBYTECODE": "1"}
    url = f"http://127.0.0.1:{server.server_port}"
    try:
        given = [url, *map(json.dumps, (events, files, forms)), ",".join(classes)]
        done = subprocess.run([python, "-c", DRIVER, *given], cwd=folder, env=environment, capture_output=True, text=True,
                              timeout=240)
    finally:
        server.shutdown()
        server.server_close()
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


# Classes that answers of the server are raised as.
OLD = ["InvalidRequestError", "AuthenticationError", "PermissionError", "RateLimitError", "APIError", "ServiceUnavailableError"]
NEW = ["BadRequestError", "NotFoundError", "AuthenticationError", "PermissionDeniedError", "RateLimitError",
       "InternalServerError", "UnprocessableEntityError", "APIStatusError"]


def attributes():
    """How each attribute is read in both versions, by the pack's rows; what was text of its own has another text now."""
    with open(os.path.join(ROOT, "rules", "openai", "errors.toml"), "rb") as file:
        rows = [row for row in tomllib.load(file)["change"] if "read" in row and not row["old"].endswith(".user_message")]
    names = [row["old"].rsplit(".", 1)[1] for row in rows]
    kept = {"headers": "{value}['content-type']"}
    old = {name: kept.get(name, "{value}").format(value="error." + name) for name in names}
    new = {
        name: kept.get(name, "{value}").format(value=row["read"]["template"].format(value="error"))
        for name, row in zip(names, rows)
    }
    return old, new


def events():
    with open(os.path.join(ROOT, "rules", "openai", "errors.toml"), "rb") as file:
        return tomllib.load(file)["event"]


# What no handler of a file names goes with what is like it: the finding says so.
JOINED = {
    "alone": {"503": ("around", "api"), "a timeout": ("around", "connection")},
    "based": {"500": ("theirs", "later")},
}


@unittest.skipUnless(len(PYTHONS) > 1, "needs both versions: EXUVIA_OPENAI_PYTHONS")
class Errors(unittest.TestCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        # 0.28.1 asks again and again after a 409, and raises nothing.
        cls.events = [event for event in events() if event["name"] != "409"]
        names = [event["name"] for event in cls.events]
        cls.files = sorted(name[:-3] for name in os.listdir(os.path.join(CASE, "before")) if name.endswith(".py"))
        old, new = attributes()
        cls.before = run(PYTHONS[0], os.path.join(CASE, "before"), names, cls.files, old, OLD)
        cls.afters = [run(one, os.path.join(CASE, "after"), names, cls.files, new, NEW) for one in PYTHONS[1:]]

    def test_what_exceptions_carry_is_read_as_the_pack_says(self):
        for after, event in itertools.product(self.afters, self.before["carried"]):
            old, new = self.before["carried"][event], after["carried"][event]
            with self.subTest(event=event):
                self.assertEqual(set(old), set(new))
                # 0.28.1 kept no JSON of a 503.
                for name in old.keys() - ({"json_body"} if event == "503" else set()):
                    self.assertEqual(*(text.replace("\"", "'") for text in (old[name], new[name])), name)

    def test_each_event_raises_the_classes_of_the_pack(self):
        for event in self.events:
            with self.subTest(event=event["name"]):
                self.assertEqual(self.before["raised"][event["name"]], event["old"].rsplit(".", 1)[1])
                for after in self.afters:
                    self.assertEqual(after["raised"][event["name"]], event["new"].rsplit(".", 1)[1])

    def test_what_is_not_rare_reaches_the_handler_that_it_reached_before(self):
        self.assertGreaterEqual(len(self.files), 5)
        for number, file in itertools.product(range(len(self.afters)), self.files):
            before, after = self.before[file], self.afters[number][file]
            differ = {
                event["name"]: (before[event["name"]], after[event["name"]])
                for event in self.events
                if not event.get("rare") and before[event["name"]] != after[event["name"]]
            }
            with self.subTest(file=file, python=PYTHONS[1 + number]):
                self.assertEqual(differ, JOINED.get(file, {}))


if __name__ == "__main__":
    unittest.main()
