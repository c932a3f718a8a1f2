import openai


class Check:
    def __init__(self, key, proxy):
        openai.api_key = key
        if proxy:
            openai.proxy = proxy
        self.client = openai.Moderation

    def flagged(self, text):
        return self.client.create(text)["results"][0]["flagged"]
