import openai


def _http_client(proxy):
    """Makes the client that sends requests through a proxy, and has that as an attribute."""
    if openai.http_client is not None and getattr(openai.http_client, "proxy", None) == proxy:
        return openai.http_client
    address = proxy.get("https") if isinstance(proxy, dict) else proxy
    client = openai.DefaultHttpxClient(proxy=address or None)
    setattr(client, "proxy", proxy)
    return client


def _async_http_client():
    """Makes the client that sends asynchronous requests: through the proxy of the one for the others."""
    proxy = getattr(openai.http_client, "proxy", None)
    if isinstance(proxy, dict):
        proxy = proxy.get("https") or proxy.get("http")
    return openai.DefaultAsyncHttpxClient(proxy=proxy) if proxy else None


def _async_client_and_arguments(**arguments):
    """Splits the arguments of a call: the client that its settings ask for, and the rest."""
    client = openai.AsyncOpenAI(
        api_key=arguments.pop("api_key", None) or None,
        http_client=_async_http_client(),
    )
    return client, arguments


class Model:
    def __init__(self, proxy=None, key=None):
        self.proxy = proxy
        self.key = key

    def arguments(self, prompt):
        if self.proxy:
            openai.http_client = _http_client(self.proxy)  # for both
        return {"model": "m", "prompt": prompt, "api_key": self.key}

    async def complete(self, prompt):
        client, openai_arguments = _async_client_and_arguments(**self.arguments(prompt))
        answer = await client.completions.create(**openai_arguments)
        return answer.choices[0].text


async def complete(prompt):
    client = openai.AsyncOpenAI(http_client=_async_http_client())
    answer = await client.completions.create(model="m", prompt=prompt)
    return answer.choices[0].text


def through(proxy):
    openai.http_client = _http_client(proxy)
    return complete("p")


def embed(text):
    client = openai.OpenAI(http_client=openai.http_client)
    return client.embeddings.create(model="m", input=text).data[0].embedding
