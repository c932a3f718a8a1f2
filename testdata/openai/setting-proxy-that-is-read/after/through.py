import openai


def _http_client(proxy):
    """Makes the client that sends requests through a proxy, and has that as an attribute."""
    if openai.http_client is not None and getattr(openai.http_client, "proxy", None) == proxy:
        return openai.http_client
    address = proxy.get("https") if isinstance(proxy, dict) else proxy
    client = openai.DefaultHttpxClient(proxy=address or None)
    setattr(client, "proxy", proxy)
    return client


def none():
    return getattr(openai.http_client, "proxy", None) is None


def both(proxy):
    openai.http_client = _http_client({"http": proxy, "https": proxy})
    return getattr(openai.http_client, "proxy")["http"]
