"""Goes once through everything that a user does, on a running platform: `python scripts/run_integration_tests.py URL`."""

import json
import sys
import time
import urllib.error
import urllib.parse
import urllib.request


class Platform:
    def __init__(self, url):
        self.url = url.rstrip("/") + "/api/v1"
        self.token = None

    def ask(self, method, path, body=None, form=None):
        data, kind = None, "application/json"
        if body is not None:
            data = json.dumps(body).encode()
        if form is not None:
            data, kind = urllib.parse.urlencode(form).encode(), "application/x-www-form-urlencoded"
        request = urllib.request.Request(self.url + path, data=data, method=method, headers={"content-type": kind})
        if self.token:
            request.add_header("authorization", f"Bearer {self.token}")
        with urllib.request.urlopen(request, timeout=60) as answer:
            text = answer.read().decode()
        return json.loads(text) if text else None


def run(url):
    platform = Platform(url)
    assert platform.ask("GET", "/health")["status"] == "ok"
    email, password = f"integration-{int(time.time())}@example.org", "a long password"
    platform.ask("POST", "/auth/register", {"email": email, "password": password})
    tokens = platform.ask("POST", "/auth/token", form={"username": email, "password": password})
    platform.token = tokens["access_token"]
    conversation = platform.ask("POST", "/conversations")["id"]
    answer = platform.ask("POST", f"/conversations/{conversation}/messages", {"content": "Say hello."})
    assert answer["text"], answer
    title = platform.ask("POST", f"/conversations/{conversation}/title")["title"]
    platform.ask("DELETE", f"/conversations/{conversation}")
    platform.ask("POST", "/auth/logout")
    return title


if __name__ == "__main__":
    try:
        print("ok:", run(sys.argv[1] if len(sys.argv) > 1 else "http://localhost:8000"))
    except (AssertionError, urllib.error.URLError) as error:
        sys.exit(f"failed: {error}")
