import os
import types

import httpx
import openai


class _APIRequestor:
    """Asks any address of the API."""

    def __init__(self, key=None):
        self.api_key = key or openai.api_key or os.environ.get("OPENAI_API_KEY")
        self._client = openai.OpenAI(
            api_key=self.api_key, organization=openai.organization, base_url=openai.base_url, http_client=openai.http_client
        )

    def request(self, method, url, params=None, headers=None):
        """Gives the answer, with its data and headers, that it is no stream, and the key."""
        ask = getattr(self._client, method.lower())
        if method.lower() in ("get", "delete"):
            answer = ask(url, cast_to=httpx.Response, options={"params": params or {}, "headers": headers or {}})
        else:
            answer = ask(url, cast_to=httpx.Response, body=params, options={"headers": headers or {}})
        is_text = "text/plain" in answer.headers.get("content-type", "")
        data = answer.text if is_text else answer.json() if answer.status_code != 204 else None
        return types.SimpleNamespace(data=data, headers=answer.headers), False, self.api_key


class Usage:
    def __init__(self, key):
        self.key = key

    def today(self):
        try:
            requestor = _APIRequestor(self.key)
            answer = requestor.request("GET", "/models?of=me")
            return answer[0].data["data"]
        except openai.OpenAIError:
            return None


def ask(body):
    answer, is_stream, key = _APIRequestor().request("post", "/completions", body, headers={"x-team": "one"})
    return answer.data["choices"][0]["text"], is_stream, key
