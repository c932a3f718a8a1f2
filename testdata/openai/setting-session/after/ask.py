import httpx
import openai
import requests


class _SessionTransport(httpx.BaseTransport):
    """Sends what httpx is asked to send by a session of requests."""

    def __init__(self, session):
        self.session = session

    def handle_request(self, request):
        limits = request.extensions.get("timeout", {})
        headers = {name: value for name, value in request.headers.items() if name != "content-length"}
        try:
            answer = self.session.request(
                request.method,
                str(request.url),
                data=request.read(),
                headers=headers,
                stream=True,
                timeout=(limits.get("connect"), limits.get("read")),
            )
        except requests.Timeout as error:
            raise httpx.ReadTimeout(str(error), request=request) from error
        # What it gives is decoded.
        coded = ("content-encoding", "content-length", "transfer-encoding")
        headers = {name: value for name, value in answer.headers.items() if name.lower() not in coded}
        return httpx.Response(answer.status_code, headers=headers, content=answer.iter_content(None))


def _session_client(session):
    """Makes the client that sends requests by a session, or by what makes one, and has that as an attribute."""
    made = session if isinstance(session, requests.Session) else session()
    client = openai.DefaultHttpxClient(transport=_SessionTransport(made))
    setattr(client, "session", session)
    return client


class Asker:
    def __init__(self):
        self.seen = []
        openai.http_client = _session_client(requests.Session())
        getattr(openai.http_client, "session").hooks = {"response": self.look}
        getattr(openai.http_client, "session").proxies = {"https": "http://proxy:1"}

    def look(self, response, *args, **kwargs):
        self.seen.append((response.status_code, response.headers.get("x-request-id")))

    def complete(self, prompt):
        client = openai.OpenAI(http_client=openai.http_client)
        text = client.completions.create(model="m", prompt=prompt).choices[0].text
        return text, self.seen

    def stream(self, prompt):
        client = openai.OpenAI(http_client=openai.http_client)
        for chunk in client.completions.create(model="m", prompt=prompt, stream=True):
            yield chunk.choices[0].text
