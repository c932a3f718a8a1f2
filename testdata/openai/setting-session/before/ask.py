import openai
import requests


class Asker:
    def __init__(self):
        self.seen = []
        openai.requestssession = requests.Session()
        openai.requestssession.hooks = {"response": self.look}
        openai.requestssession.proxies = {"https": "http://proxy:1"}

    def look(self, response, *args, **kwargs):
        self.seen.append((response.status_code, response.headers.get("x-request-id")))

    def complete(self, prompt):
        text = openai.Completion.create(model="m", prompt=prompt)["choices"][0]["text"]
        return text, self.seen

    def stream(self, prompt):
        for chunk in openai.Completion.create(model="m", prompt=prompt, stream=True):
            yield chunk["choices"][0]["text"]
