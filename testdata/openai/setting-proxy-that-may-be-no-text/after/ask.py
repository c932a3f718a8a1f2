import openai


def _http_client(proxy):
    """Makes the client that sends requests through a proxy, and has that as an attribute."""
    if openai.http_client is not None and getattr(openai.http_client, "proxy", None) == proxy:
        return openai.http_client
    address = proxy.get("https") if isinstance(proxy, dict) else proxy
    client = openai.DefaultHttpxClient(proxy=address or None)
    setattr(client, "proxy", proxy)
    return client


def complete(proxies, prompt):
    openai.http_client = _http_client(proxies())
    client = openai.OpenAI(http_client=openai.http_client)
    return client.completions.create(model="m", prompt=prompt).choices[0].text
