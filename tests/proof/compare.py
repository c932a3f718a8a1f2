"""What of two runs must be the same. What may differ is in the pack's list of accepted differences, and in no other place."""

import ast
import copy
import json
import os
import re
import tomllib

RULES = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "rules", "openai")


def read(name):
    with open(os.path.join(RULES, name), "rb") as file:
        return tomllib.load(file)


# The accepted differences that this and `reroute` pass over, each where its name stands.
ACCEPTED = (
    "argument-names", "azure-request", "connect-timeout", "engine-path", "error-text", "file-names", "key-order", "repr", "retries",
)
# `argument-names`: what a dict of arguments that is shown calls them.
NAMES = {"engine": "model", "deployment_id": "model", "request_timeout": "timeout"}
# `file-names`: what 0.28 called a file whatever it was.
FILE_FIELDS = ("file", "image", "mask")

# Headers that each version sends about itself, or that say how the bytes travel.
OF_THE_SDK = {
    "user-agent", "accept", "accept-encoding", "connection", "host", "content-length", "transfer-encoding", "content-type",
    "idempotency-key",
}


def request(one):
    """A request without what is accepted to differ."""
    headers = {
        name.lower(): value
        for name, value in one["headers"].items()
        if name.lower() not in OF_THE_SDK and not name.lower().startswith(("x-openai-client-", "x-stainless-"))
    }
    path, body, sent = one["path"], one["body"], one["sent"]
    if isinstance(body, dict):
        path, body = path_and_model(path, copy.deepcopy(body))
    kept = {"method": one["method"], "address": sent.get("origin", "") + path, "headers": headers, "body": body}
    return kept | {"timeout": seconds(sent.get("timeout")), "proxy": sent.get("proxy")}


def path_and_model(path, body):
    # `azure-request`: the model stands in the path there, and in the body as well.
    if "/deployments/" in path:
        body.pop("model", None)
    # `engine-path`: what 0.28 wrote into the path is the model.
    if "/engines/" in path:
        head, tail = path.split("/engines/", 1)
        body["model"], tail = tail.split("/", 1)
        path = f"{head}/{tail}"
    return path, body


def seconds(limit):
    # `connect-timeout`: only how long an answer is waited for.
    return limit if limit is None else float(limit)


def requests(found, together):
    """The requests of a call, in any order where they are made at once."""
    made = [azure_key(request(one)) for one in found]
    return sorted(made, key=lambda one: json.dumps(one, sort_keys=True)) if together else made


def without_file_names(before, after):
    """`file-names`: where 0.28 called a file as its field, its name is not compared."""
    for old, new in zip(before, after):
        bodies = [one["body"] if isinstance(one["body"], dict) else {} for one in (old, new)]
        for name in FILE_FIELDS:
            files = [body[name] for body in bodies if isinstance(body.get(name), dict) and "file" in body[name]]
            if len(files) == 2 and files[0]["file"] == name:
                for file in files:
                    del file["file"]


def azure_key(one):
    # `azure-request`: the key stands in two headers.
    if one["headers"].get("api-key"):
        one["headers"].pop("authorization", None)
    return one


def once(found, all_of_them):
    """`retries`: a request that is made again after a failure is one request. 0.28 did so where nothing is sent."""
    return [
        one for at, one in enumerate(found)
        if at == 0 or one != found[at - 1] or not (all_of_them or one["method"] in ("GET", "DELETE"))
    ]


def text(printed):
    """What is printed, without what is accepted to differ in it."""
    # `error-text`, and the names of classes, which are what moved.
    printed = re.sub(r"<class 'openai\.[^']*'>", "<a class of openai>", printed)
    printed = re.sub(r"Error code: \d+ - .*?'message': '([^']*)'[^}]*}}", r"\1", printed)
    printed = re.sub(r"Request timed out[:.][^\n\"]*", "Request timed out", printed)
    printed = re.sub(r"'(\w+)':", lambda found: f"'{NAMES.get(found[1], found[1])}':", printed)
    return "\n".join(line_of(line) for line in printed.splitlines())


def line_of(line):
    """`key-order`: a line that is a dict, with its keys in order."""
    for understood in (json.loads, ast.literal_eval):
        try:
            value = understood(line)
        except (ValueError, SyntaxError, MemoryError, RecursionError):
            continue
        if isinstance(value, (dict, list)):
            return json.dumps(value, sort_keys=True)
    return line


def classes(events):
    """The exceptions of each event, as the old and as the new version names them."""
    return {event["name"]: tuple(event[side].rsplit(".", 1)[1] for side in ("old", "new")) for event in events}


def raised(name, wishes, events):
    """`error-text`: an exception of the SDK is the event that it is raised for."""
    for wish in wishes:
        if wish in events and name in (f"openai.{one}" for one in events[wish]):
            return f"what {wish} raises"
    return name


def renamed(rows):
    """The names of a class of exceptions before and after, as rows and events have them."""
    pairs = [(row["old"], row["new"]) for row in rows if isinstance(row.get("new"), str) and "." in row.get("old", "")]
    return {tuple("openai." + name.rsplit(".", 1)[-1] for name in pair) for pair in pairs}


def same(before, after, names):
    """Whether two outcomes are: what code raises itself may have its new name."""
    raises = before.get("raises"), after.get("raises")
    return before == after or before["prints"] == after["prints"] and raises in names


def outcome(call, wishes, events):
    kept = {"prints": text(call["prints"])}
    if "raises" in call:
        return kept | {"raises": raised(call["raises"], wishes, events)}
    return kept | {"gives": text(call["gives"])}
