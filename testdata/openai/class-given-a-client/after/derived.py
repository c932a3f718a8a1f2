import openai


class Asker:
    resource = staticmethod(lambda client: client.chat.completions)

    def now(self, prompt, key):
        return self.resource(openai.OpenAI(api_key=key)).create(model="m", messages=prompt).id


class Other(Asker):
    resource = staticmethod(lambda client: client.completions)
print(Asker().now("a", "k"), Other().now("b", "k"))
