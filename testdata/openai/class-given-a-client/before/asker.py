import openai


class Asker:
    def __init__(self, chat):
        self.resource = openai.ChatCompletion if chat else openai.Completion

    def now(self, prompt):
        return self.resource.create(model="m", messages=prompt)["id"]

    async def later(self, prompt):
        return (await self.resource.acreate(model="m", messages=prompt))["id"]
