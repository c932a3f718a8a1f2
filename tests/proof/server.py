"""A server that speaks as OpenAI's and Azure's do, on the loopback, and keeps what it was asked.

A request may carry three headers that no SDK sends: `X-Proof-Run` says which run it belongs to, `X-Proof-Wish` what is to
happen to it (see `answers`; nothing: what a server that works says), `X-Proof-Sent` what its sender knew of it beside the
bytes: the address that it was meant for, the time it would wait, the proxy.
"""

import email
import email.policy
import http.server
import json
import select
import threading
import urllib.parse

from . import answers

OURS = ("X-Proof-Run", "X-Proof-Wish", "X-Proof-Sent")
# So long at most a request is held that is to time out; its sender gives up before.
HELD_SECONDS = 10


def wish_of(request):
    return request["headers"].get("X-Proof-Wish") or ""


class Server:
    """`with Server() as server:`, its address is `server.url`."""

    def __init__(self, wish=wish_of, answer=answers.answer):
        self.wish, self.answer = wish, answer

    def __enter__(self):
        self.requests = []
        self.lock = threading.Lock()
        handler = type("Handler", (Handler,), {"stub": self})
        self.http = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self.url = f"http://127.0.0.1:{self.http.server_port}"
        self.thread = threading.Thread(target=self.http.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.http.shutdown()
        self.http.server_close()
        self.thread.join()

    def keep(self, run, request):
        with self.lock:
            self.requests.append((run, request))

    def taken(self, run=None):
        """The requests of a run, in their order; they are forgotten then."""
        with self.lock:
            mine = [request for of, request in self.requests if of == run]
            self.requests = [one for one in self.requests if one[0] != run]
        return mine


class Handler(http.server.BaseHTTPRequestHandler):
    stub = None

    def do_POST(self):
        data = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if self.headers.get("Transfer-Encoding") == "chunked":
            data = self.chunks()
        body = read_body(data, self.headers.get("Content-Type") or "")
        request = {"method": self.command, "path": self.path, "headers": dict(self.headers.items()), "body": body}
        wish = self.stub.wish(request)
        sent = json.loads(self.headers.get("X-Proof-Sent") or "{}")
        headers = {name: value for name, value in request["headers"].items() if name not in OURS}
        self.stub.keep(self.headers.get("X-Proof-Run"), request | {"headers": headers, "sent": sent})
        if wish == "a connection that fails":
            self.close_connection = True
        elif wish == "a timeout":
            # Until the other side closes.
            select.select([self.connection], [], [], HELD_SECONDS)
        else:
            self.say(self.stub.answer(self.command, self.path, body if isinstance(body, dict) else {}, wish))

    do_GET = do_DELETE = do_POST

    def chunks(self):
        data = b""
        while size := int(self.rfile.readline().split(b";")[0], 16):
            data += self.rfile.read(size)
            self.rfile.readline()
        self.rfile.readline()
        return data

    def say(self, answer):
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.kind)
        self.send_header("Content-Length", str(answer.length))
        for name, value in answer.headers.items():
            self.send_header(name, value)
        self.end_headers()
        try:
            for piece in answer.pieces:
                self.wfile.write(piece)
                self.wfile.flush()
        except (BrokenPipeError, ConnectionResetError):
            # Who asked has heard enough.
            self.close_connection = True

    def log_message(self, *_):
        pass


def read_body(data, kind):
    """A body as JSON, or the fields of a form, a file as its name and its content."""
    if kind.startswith("multipart/form-data"):
        return read_form(data, kind)
    if kind.startswith("application/x-www-form-urlencoded"):
        return dict(urllib.parse.parse_qsl(data.decode()))
    try:
        return json.loads(data) if data else None
    except ValueError:
        return {"not JSON": data.decode("utf-8", "replace")}


def read_form(data, kind):
    head = f"Content-Type: {kind}\r\n\r\n".encode()
    form = email.message_from_bytes(head + data, policy=email.policy.HTTP)
    fields = {}
    for part in form.iter_parts():
        name = part.get_param("name", header="content-disposition")
        content = part.get_payload(decode=True).decode("utf-8", "replace")
        file = part.get_filename()
        fields[name] = content if file is None else {"file": file, "content": content}
    return fields
