def _async_http_client():
    """Makes the client that sends asynchronous requests: through the proxy of the one for the others."""
    import openai

    proxy = getattr(openai.http_client, "proxy", None)
    if isinstance(proxy, dict):
        proxy = proxy.get("https") or proxy.get("http")
    return openai.DefaultAsyncHttpxClient(proxy=proxy) if proxy else None


async def complete(prompt):
    import openai

    client = openai.AsyncOpenAI(http_client=_async_http_client())
    answer = await client.completions.create(model="m", prompt=prompt)
    return answer.choices[0].text
