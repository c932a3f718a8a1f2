import openai


class Asker:
    def __init__(self, chat):
        self.resource = (lambda client: client.chat.completions) if chat else (lambda client: client.completions)

    def now(self, prompt):
        return self.resource(openai).create(model="m", messages=prompt).id

    async def later(self, prompt):
        return (await self.resource(openai.AsyncOpenAI()).create(model="m", messages=prompt)).id
