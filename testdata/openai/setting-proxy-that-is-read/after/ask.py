import openai


def _http_client(proxy):
    """Makes the client that sends requests through a proxy, and has that as an attribute."""
    if openai.http_client is not None and getattr(openai.http_client, "proxy", None) == proxy:
        return openai.http_client
    address = proxy.get("https") if isinstance(proxy, dict) else proxy
    client = openai.DefaultHttpxClient(proxy=address or None)
    setattr(client, "proxy", proxy)
    return client


class Chat:
    def __init__(self, key, proxy=None):
        openai.api_key = key
        if proxy:
            openai.http_client = _http_client(proxy)

    def welcome(self):
        print(f"through {getattr(openai.http_client, 'proxy', None)}")
        return getattr(openai.http_client, "proxy", None)

    def ask(self, messages):
        client = openai.OpenAI(api_key=openai.api_key, http_client=openai.http_client)
        answer = client.chat.completions.create(model="gpt-4", messages=messages)
        return answer.choices[0].message.content
