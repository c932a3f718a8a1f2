import openai


class Check:
    def __init__(self, key, proxy):
        openai.api_key = key
        if proxy:
            openai.http_client = openai.DefaultHttpxClient(proxy=proxy.get("https") if isinstance(proxy, dict) else proxy)
        self.client = lambda client: client.moderations

    def flagged(self, text):
        return self.client(openai.OpenAI(api_key=openai.api_key, http_client=openai.http_client)).create(input=text).results[0].flagged
