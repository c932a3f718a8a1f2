"""Lets go wrong what can go wrong in a call, in both versions: each must raise the classes that the pack's events name, and
carry what the pack says. Which handler takes it is for the cases that `tests/proof` runs.

    EXUVIA_OPENAI_PYTHONS=/venvs/0.28.1/bin/python:/venvs/1.93.1/bin/python:/venvs/1.3.7/bin/python python tests/facts/test_openai_errors.py
"""

import itertools
import json
import os
import subprocess
import sys
import tomllib
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.join(HERE, "..", "..")
sys.path.insert(0, os.path.join(ROOT, "tests"))
from proof.server import Server  # noqa: E402

# The first has 0.28.1, the others releases of 1.x.
PYTHONS = [python for python in os.environ.get("EXUVIA_OPENAI_PYTHONS", "").split(os.pathsep) if python]

# Says for each event which class is raised, and what it carries.
DRIVER = """
import json, sys
url, events, forms, classes = sys.argv[1], *map(json.loads, sys.argv[2:])
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
        if type(error).__name__ not in classes:
            return None
        return {name: repr(eval(form, {"error": error})) for name, form in forms.items()}

version = [int(part) for part in getattr(openai, "__version__", "0.28.1").split(".")]
out = {"version": version, "raised": {event: raised(event) for event in events}}
out["carried"] = {event: carried(event) for event in events if event.isdigit()}
print(json.dumps(out))
"""


def run(python, *given):
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("OPENAI_", "AZURE_"))}
    environment["NO_PROXY"] = "*"
    # The model of a request names the event.
    with Server(lambda request: request["body"]["model"]) as server:
        command = [python, "-c", DRIVER, server.url, *map(json.dumps, given)]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=240)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


# Classes that answers of the server are raised as.
OLD = ["InvalidRequestError", "AuthenticationError", "PermissionError", "RateLimitError", "APIError", "ServiceUnavailableError"]
NEW = ["BadRequestError", "NotFoundError", "AuthenticationError", "PermissionDeniedError", "RateLimitError",
       "InternalServerError", "UnprocessableEntityError", "APIStatusError"]


def attributes():
    """How each attribute is read in both versions, by the pack's rows; what was text of its own has another text now."""
    with open(os.path.join(ROOT, "rules", "openai", "errors.toml"), "rb") as file:
        rows = [row for row in tomllib.load(file)["change"] if "read" in row and "olds" not in row]
    items = [(f"{row['old'].rsplit('.', 1)[1]}.{item}", read) for row in rows for item, read in row["read"].get("items", {}).items()]
    truths = [(row["old"].rsplit(".", 1)[1], row["read"]["truth"]) for row in rows if "truth" in row["read"]]
    rows = [row for row in rows if "template" in row["read"]]
    names = [row["old"].rsplit(".", 1)[1] for row in rows]
    kept = {"headers": "{value}['content-type']"}
    old = {name: kept.get(name, "{value}").format(value="error." + name) for name in names}
    new = {
        name: kept.get(name, "{value}").format(value=row["read"]["template"].format(value="error"))
        for name, row in zip(names, rows)
    }
    for name, read in items:
        old[name], new[name] = f"error.error and error.{name}", read["template"].format(value="error")
    for name, read in truths:
        form = read["template"].format(value="error")
        old[f"{name}.truth"] = f"bool(error.{name})"
        # The first release that is gone to has not the attribute yet.
        new[f"{name}.truth"] = f"bool({form}) if hasattr(error, {form.rsplit('.', 1)[1]!r}) else None"
    return old, new


def events():
    with open(os.path.join(ROOT, "rules", "openai", "errors.toml"), "rb") as file:
        return tomllib.load(file)["event"]


@unittest.skipUnless(len(PYTHONS) > 1, "needs both versions: EXUVIA_OPENAI_PYTHONS")
class Errors(unittest.TestCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        # 0.28.1 asks again and again after a 409, and raises nothing.
        cls.events = [event for event in events() if event["name"] != "409"]
        names = [event["name"] for event in cls.events]
        old, new = attributes()
        cls.before = run(PYTHONS[0], names, old, OLD)
        cls.afters = [run(one, names, new, NEW) for one in PYTHONS[1:]]

    def test_what_exceptions_carry_is_read_as_the_pack_says(self):
        for after, event in itertools.product(self.afters, self.before["carried"]):
            old, new = self.before["carried"][event], after["carried"][event]
            with self.subTest(event=event):
                self.assertEqual(set(old), set(new))
                # 0.28.1 kept no JSON of a 503.
                kept_not = {name for name in old if name == "json_body" or "." in name} if event == "503" else set()
                # `error-code` of the accepted differences: what the server said as a code was kept for these alone.
                if event not in ("400", "404", "415"):
                    kept_not.add("code")
                not_yet = {name for name in new if name.endswith(".truth") and new[name] == "None"}
                self.assertEqual(bool(not_yet), after["version"] < [1, 3, 8])
                for name in old.keys() - kept_not - not_yet:
                    self.assertEqual(*(text.replace("\"", "'") for text in (old[name], new[name])), name)

    def test_each_event_raises_the_classes_of_the_pack(self):
        for event in self.events:
            with self.subTest(event=event["name"]):
                self.assertEqual(self.before["raised"][event["name"]], event["old"].rsplit(".", 1)[1])
                for after in self.afters:
                    self.assertEqual(after["raised"][event["name"]], event["new"].rsplit(".", 1)[1])


if __name__ == "__main__":
    unittest.main()
