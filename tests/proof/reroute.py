"""Sends what an SDK asks to the server, wherever it was meant to go: stands in for the transports below both versions.

Runs inside the environments. Nothing of the SDKs themselves is replaced but how often they try again, so what they make of
settings, arguments and answers is theirs.
"""

import json
import threading
import time
from urllib.parse import urlsplit

# What a request that is to time out waits for, whatever the code says.
# Long enough for a busy machine to send it before.
SHORT_SECONDS = 0.25
KEPT_SLEEP = time.sleep


class Plan:
    """Which run the requests belong to, and what is to happen to each of them in turn: the last goes on for the rest."""

    def __init__(self, url, run, wishes):
        self.host, self.port = urlsplit(url).hostname, urlsplit(url).port
        self.run, self.wishes, self.count = run, list(wishes), 0
        self.lock = threading.Lock()

    def wish(self):
        with self.lock:
            at, self.count = self.count, self.count + 1
        return self.wishes[min(at, len(self.wishes) - 1)] if self.wishes else ""

    def headers(self, address, timeout, proxy, wish):
        parts = urlsplit(address)
        sent = {"origin": f"{parts.scheme}://{parts.netloc}", "timeout": timeout, "proxy": proxy}
        return {"X-Proof-Run": self.run, "X-Proof-Wish": wish, "X-Proof-Sent": json.dumps(sent)}

    def address(self, address):
        parts = urlsplit(address)
        return parts._replace(scheme="http", netloc=f"{self.host}:{self.port}").geturl()


def through_requests(plan):
    import requests.adapters

    def send(self, request, stream=False, timeout=None, verify=True, cert=None, proxies=None):
        wish = plan.wish()
        limit = timeout[1] if isinstance(timeout, tuple) else timeout
        # Empty text is no proxy to requests.
        proxy = (proxies or {}).get(urlsplit(request.url).scheme) or None
        request.headers.update(plan.headers(request.url, limit, proxy, wish))
        request.url = plan.address(request.url)
        limit = SHORT_SECONDS if wish == "a timeout" else timeout
        return kept(self, request, stream, limit, verify, cert, {})

    kept, requests.adapters.HTTPAdapter.send = requests.adapters.HTTPAdapter.send, send


def through_aiohttp(plan):
    import aiohttp

    async def request(self, method, address, **options):
        wish, timeout = plan.wish(), options.get("timeout")
        limit = timeout.total if isinstance(timeout, aiohttp.ClientTimeout) else timeout
        headers = dict(options.get("headers") or {})
        headers.update(plan.headers(str(address), limit, options.pop("proxy", None), wish))
        options["headers"] = headers
        if wish == "a timeout":
            options["timeout"] = aiohttp.ClientTimeout(total=SHORT_SECONDS)
        return await kept(self, method, plan.address(str(address)), **options)

    kept, aiohttp.ClientSession._request = aiohttp.ClientSession._request, request


def through_httpx(plan):
    import httpx

    def prepared(transport, request):
        wish, limits = plan.wish(), request.extensions.get("timeout") or {}
        proxy = getattr(transport._pool, "_proxy_url", None)
        proxy = proxy and f"{proxy.scheme.decode()}://{proxy.host.decode()}:{proxy.port}"
        request.headers.update(plan.headers(str(request.url), limits.get("read"), proxy, wish))
        request.url = httpx.URL(plan.address(str(request.url)))
        if wish == "a timeout":
            request.extensions = request.extensions | {"timeout": dict.fromkeys(limits, SHORT_SECONDS)}
        return proxy

    def handle(self, request):
        # What goes through a proxy goes straight to the server instead: no proxy is there.
        return kept(httpx.HTTPTransport() if prepared(self, request) else self, request)

    async def handle_async(self, request):
        return await kept_async(httpx.AsyncHTTPTransport() if prepared(self, request) else self, request)

    kept, httpx.HTTPTransport.handle_request = httpx.HTTPTransport.handle_request, handle
    kept_async = httpx.AsyncHTTPTransport.handle_async_request
    httpx.AsyncHTTPTransport.handle_async_request = handle_async


def share_certificates():
    """Each client would read all certificates of the world, for connections that are not encrypted."""
    import httpx._transports.default as transports

    shared = transports.create_ssl_context()
    transports.create_ssl_context = lambda *_, **__: shared


def try_once():
    """The new SDK asks once, as the old one did: `retries` in the pack's list of accepted differences."""
    from openai._models import FinalRequestOptions

    FinalRequestOptions.get_max_retries = lambda self, max_retries: 0


def do_not_wait():
    """Loops that wait between attempts go on at once."""
    time.sleep = lambda seconds: KEPT_SLEEP(0)


def say_the_same_of_errors(base):
    """The SDK's own exceptions have one text: `error-text` in the pack's list of accepted differences."""
    kept = base.__str__

    def text(self):
        ours = type(self).__module__.split(".")[0] == "openai"
        return "an error of the SDK" if ours else kept(self)

    base.__str__ = text


def show_dicts():
    """An answer in another text is a dict: `repr` in the pack's list of accepted differences."""
    from openai.openai_object import OpenAIObject

    OpenAIObject.__repr__ = dict.__repr__
