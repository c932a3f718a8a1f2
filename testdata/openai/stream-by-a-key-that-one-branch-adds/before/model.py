import openai


class Model:
    def __init__(self, streaming=False, **options):
        self.streaming = streaming
        self.options = options
        self.client = openai.ChatCompletion

    def params(self):
        return {"model": "gpt-4", **self.options}

    def generate(self, messages):
        params = {**self.params()}
        if self.streaming:
            params["stream"] = True
            pieces = ""
            for chunk in self.client.create(messages=messages, **params):
                pieces += chunk["choices"][0]["delta"].get("content", "")
            return pieces
        response = self.client.create(messages=messages, **params)
        return self.result(response)

    async def agenerate(self, messages):
        params = {**self.params()}
        if self.streaming:
            params.update(stream=True)
            pieces = ""
            async for chunk in await self.client.acreate(messages=messages, **params):
                pieces += chunk["choices"][0]["delta"].get("content", "")
            return pieces
        response = await self.client.acreate(messages=messages, **params)
        return self.result(response)

    def result(self, response):
        return response["choices"][0]["message"]["content"]
