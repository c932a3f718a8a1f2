"""Runs migrated calls before and after, against a server of its own, where settings are given in dicts of arguments or the
kind of client shows only when the code runs: each way of giving the settings must make the same request.

    EXUVIA_OPENAI_PYTHONS=/venvs/0.28.1/bin/python:/venvs/1.93.1/bin/python:/venvs/1.3.7/bin/python python tests/facts/test_openai_settings.py
"""

import http.server
import json
import os
import subprocess
import threading
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
CASES = os.path.join(HERE, "..", "..", "testdata", "openai")
# The first has 0.28.1, the others releases of 1.x.
PYTHONS = [python for python in os.environ.get("EXUVIA_OPENAI_PYTHONS", "").split(os.pathsep) if python]

# Runs in a folder of a case, evaluates each line that it is given, with the server's address in `url`.
DRIVER = """
import asyncio, json, sys
url = sys.argv[1]
out = []
for line in sys.stdin:
    try:
        out.append(repr(eval(line, globals())))
    except Exception as error:
        out.append(f"raises {error!r}")
print(json.dumps(out))
"""
ANSWERS = {
    "embeddings": {"object": "list", "model": "m", "data": [{"object": "embedding", "index": 0, "embedding": [0.5, 1.0]}],
                   "usage": {"prompt_tokens": 1, "total_tokens": 1}},
    "completions": {"id": "1", "object": "text_completion", "created": 1, "model": "m",
                    "choices": [{"text": "yes", "index": 0, "logprobs": None, "finish_reason": "stop"}]},
}
CHUNKS = [
    {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "m",
     "choices": [{"index": 0, "delta": delta, "finish_reason": None}]}
    for delta in ({"role": "assistant"}, {"content": "a"}, {"content": "b"}, {})
]


class Handler(http.server.BaseHTTPRequestHandler):
    seen = []

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        kept = {name: self.headers.get(name) for name in ("Authorization", "api-key", "OpenAI-Organization", "X-Extra")}
        self.seen.append((self.path, kept, body))
        if body.get("stream"):
            text = "".join(f"data: {json.dumps(chunk)}\n\n" for chunk in CHUNKS) + "data: [DONE]\n\n"
            self.answer(text.encode(), "text/event-stream")
        else:
            resource = self.path.split("?")[0].rsplit("/", 1)[1]
            self.answer(json.dumps(ANSWERS[resource]).encode(), "application/json")

    def answer(self, data, kind):
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_):
        pass


def normal(request):
    """A request without what is accepted to differ: see `accepted` in the pack."""
    path, headers, body = request
    azure = "/deployments/" in path
    # 1.x asks for base64 where 0.28 did so as well, and sends a key of Azure in two headers.
    body = {key: value for key, value in body.items() if key != "encoding_format" and not (azure and key == "model")}
    # 0.28 has the engine in the path; elsewhere than on Azure that is the model.
    engine = None
    if "/engines/" in path:
        head, engine, tail = path.split("/engines/")[0], *path.split("/engines/")[1].split("/", 1)
        path, body["model"] = f"{head}/{tail}", engine
    headers = dict(headers)
    if headers["api-key"]:
        headers["Authorization"] = None
    return path, headers, body


def run(python, folder, lines):
    """What the expressions give, and the requests that they make."""
    Handler.seen = []
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("OPENAI_", "AZURE_"))}
    environment |= {"OPENAI_API_KEY": "from-environment", "NO_PROXY": "*", "PYTHONDONTWRITEBYTECODE": "1"}
    url = f"http://127.0.0.1:{server.server_port}"
    environment["BASE"] = url
    try:
        done = subprocess.run([python, "-c", DRIVER, url], cwd=folder, env=environment, input="\n".join(lines),
                              capture_output=True, text=True, timeout=120)
    finally:
        server.shutdown()
        server.server_close()
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout), [normal(request) for request in Handler.seen]


SETTINGS = [
    "base=url + '/v1'",
    "base=url + '/v1', key='mine'",
    "base=url + '/v1', key='', kind=None",
    "base=url + '/v1', key='mine', kind='open_ai', organization='us'",
    "base=url + '/v1', key='mine', kind='OpenAI', version=None",
    "base=url, key='mine', kind='azure', version='2023-05-15'",
    "base=url, key='mine', kind='Azure', version='2023-05-15', organization='us'",
    "base=url, key='token', kind='azure_ad', version='2023-05-15'",
    "base=url, key='token', kind='azuread', version='2023-05-15'",
]
EXTRAS = [
    "{}", "{'deployment_id': 'd'}", "{'deployment_id': None}",
    "{'request_timeout': None}", "{'request_timeout': 5}", "{'request_timeout': (5, 7)}", "{'timeout': 3}",
    "{'headers': {'X-Extra': 'x'}}", "{'headers': None}", "{'user': 'u'}", "{'organization': 'us'}", "{'api_version': None}",
    "{'api_type': 'azure', 'api_base': url, 'api_version': '2023-05-15', 'deployment_id': 'd'}",
    "{'api_type': 'AZURE_AD', 'api_base': url, 'api_version': '2023-05-15', 'deployment_id': 'd'}",
]
LATE = [
    "base=url + '/v1'",
    "base=url + '/v1', organization='us'",
    "base=url + '/v1', kind='openai'",
    "base=url, kind='azure', version='2023-05-15'",
    "base=url, kind='Azure', version='2023-05-15', organization='us'",
    "base=url, kind='azure_ad', version='2023-05-15'",
]
# What the lines behind them use.
IMPORTS = [
    "__import__('sys').path.insert(0, '.')",
    "exec('async def read(it): return [x async for x in it]', globals())",
]
CALLS = {
    "setting-function-handed-on-of-a-kind-that-shows-late": [
        *(f"__import__('service').Service({one}).embed('t')" for one in (
            "url + '/v1'", "url, kind='azure', version='2023-05-15'", "url + '/other'",
        )),
    ],
    "setting-endpoint-of-an-object": [
        f"__import__('ask').Client(url + '{path}').complete('p')" for path in ("/one", "/two", "/one")
    ],
    "setting-endpoint-of-a-global-that-changes": [
        f"__import__('ask').complete('p', {path})" for path in (None, "'/two'", None, "'/three'")
    ],
    "setting-endpoint-of-the-environment-that-changes": [
        f"__import__('ask').complete('{path}', 'p')" for path in ("/one", "/two")
    ],
    "setting-endpoint-in-a-loop": ["__import__('ask').answers[0]", "__import__('ask').answers[1]"],
    "setting-endpoint-that-lasts": ["__import__('ask').Client().complete('p')"] * 2,
    "setting-token-that-is-fetched-anew": ["__import__('ask').complete('p')"] * 3,
    "setting-proxy": ["__import__('ask').complete('p')", "__import__('ask').complete_for('mine', 'p')"],
    "setting-azure-key-of-the-environment": [
        "__import__('ask').embed('t')", "asyncio.run(__import__('ask').aembed('t'))",
    ],
    "setting-base-of-a-kind-that-shows-late": [
        *(f"__import__('service').Service('k', {one}).use().embed('t')" for one in LATE),
        *(f"__import__('service').Service('k', {one}).use().embed_at(url + '/other', 't')" for one in LATE),
        *(f"__import__('service').Service('k', {one}).use().embed_at(None, 't', key='mine')" for one in LATE),
        *(f"asyncio.run(__import__('service').Service('k', {one}).use().aembed('t'))" for one in LATE),
        *(f"__import__('service').Service('k', {one}).use() and "
          "__import__('service').with_base(url + '/other', lambda: __import__('service').Service('k').embed('t'))" for one in LATE),
        "__import__('service').Service('k').use() and "
        "__import__('service').with_key_and_base('mine', url + '/pair', lambda: __import__('lazy').complete('p'))",
        "__import__('service').Service('k', base=url, kind='azure', version='2023-05-15').use() and "
        "__import__('service').with_key_and_base('mine', url + '/azure', lambda: __import__('service').Service('k').embed('t'))",
    ],
    "argument-settings-in-a-dict": [
        *(f"__import__('driver').Embedder('m', {one}).embed('t')" for one in SETTINGS[:5]),
        *(f"__import__('driver').DeploymentEmbedder('d', model='m', {one}).embed('t')" for one in SETTINGS[5:]),
    ],
    "argument-settings-in-an-open-dict": [
        *(f"__import__('wrapper').get_embedding('t', 'm', **({{'api_key': 'k', 'api_base': url + '/v1'}} | {one}))"
          for one in EXTRAS),
        *("asyncio.run(__import__('wrapper').aget_embedding('t', 'm', "
          f"**({{'api_key': 'k', 'api_base': url + '/v1'}} | {one})))" for one in EXTRAS),
        "asyncio.run(read(__import__('lazy').tokens(__import__('types').SimpleNamespace("
        "settings={'model': 'm'}, prompt='p'), {'api_key': 'k', 'api_base': url + '/v1'})))",
        "asyncio.run(read(__import__('lazy').tokens(__import__('types').SimpleNamespace("
        "settings={'model': 'm'}, prompt='p'), {'api_key': 'k', 'api_base': url, 'api_type': 'azure', "
        "'api_version': '2023-05-15'}, 'd')))",
    ],
}


# What these write, earlier releases lack: it is not offered for them.
NOT_IN_THE_FIRST = {"setting-proxy"}


def names_of(python):
    """The names that the installed package has."""
    return subprocess.run([python, "-c", "import openai; print(dir(openai))"], capture_output=True, text=True, check=True).stdout


@unittest.skipUnless(len(PYTHONS) > 1, "needs both versions: EXUVIA_OPENAI_PYTHONS")
class Settings(unittest.TestCase):
    maxDiff = None

    def test_the_migrated_calls_make_the_same_requests(self):
        for case, calls in CALLS.items():
            before = self.run_case(PYTHONS[0], case, "before")
            for python in PYTHONS[1:]:
                if case in NOT_IN_THE_FIRST and "DefaultHttpxClient" not in names_of(python):
                    continue
                after = self.run_case(python, case, "after")
                for call, *results in zip(calls, before[0], after[0], before[1], after[1]):
                    with self.subTest(case=case, call=call, python=python):
                        self.assertEqual((results[0], results[2]), (results[1], results[3]))

    def run_case(self, python, case, folder):
        calls = CALLS[case]
        given, requests = run(python, os.path.join(CASES, case, folder), [*IMPORTS, *calls])
        self.assertEqual(len(requests), len(calls), f"each call of {case} makes a request: {given}")
        return given[len(IMPORTS):], requests


if __name__ == "__main__":
    unittest.main()
