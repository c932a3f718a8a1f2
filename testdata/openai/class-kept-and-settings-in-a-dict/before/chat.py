import openai


class Chat:
    def __init__(self, key, base):
        self.client = openai.ChatCompletion
        self.credentials = {"api_key": key, "api_base": base}

    def ask(self, messages, **options):
        answer = self.client.create(messages=messages, **self.credentials, **options)
        return answer["choices"][0]["message"]["content"]

    async def aask(self, messages, **options):
        answer = await self.client.acreate(messages=messages, **self.credentials, **options)
        return answer["choices"][0]["message"]["content"]

    def count(self, messages):
        return self.client.create(model="gpt-4", messages=messages)["usage"]["total_tokens"]
