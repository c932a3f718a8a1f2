import openai


class Model:
    """Keeps what it asks; others below it keep something of their own."""

    def __init__(self, key, base=None):
        self.settings = {"api_key": key, "api_base": base, "model": "gpt-4"}
        self.client = self.chosen()

    def chosen(self):
        return openai.ChatCompletion

    def ask(self, messages, **options):
        answer = self.client.create(messages=messages, **{**self.settings, **options})
        return answer["choices"][0]["message"]["content"], answer.usage.total_tokens

    async def ask_later(self, messages, **options):
        answer = await self.client.acreate(messages=messages, **{**self.settings, **options})
        return answer.get("id")

    def stream(self, messages):
        chunks = self.client.create(messages=messages, stream=True, **self.settings)
        return "".join(chunk["choices"][0]["delta"].get("content", "") for chunk in chunks)


class Old(Model):
    def chosen(self):
        return openai.Completion

    def complete(self, prompt):
        return self.client.create(prompt=prompt, **self.settings).choices[0]["text"]
